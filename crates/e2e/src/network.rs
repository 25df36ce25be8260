//! Trouble on the way between the browser and the server.

use crate::Browser;
use serde_json::json;

impl Browser {
    /// Makes network and processor those of a phone in the middle of its class: 1.6 Mbit/s, 150 ms there and back, four
    /// times slower (as Lighthouse has it).
    ///
    /// # Panics
    /// When the browser does not answer.
    pub async fn is_a_phone(&self) {
        let network =
            json!({ "offline": false, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 93_750 });
        self.command("Network.emulateNetworkConditions", network).await;
        self.command("Emulation.setCPUThrottlingRate", json!({ "rate": 4 })).await;
        self.is_wide(360).await;
    }

    /// Cuts the network, or mends it.
    ///
    /// # Panics
    /// When the browser does not answer.
    pub async fn goes_offline(&self, offline: bool) {
        if offline {
            self.expects_console("net::ERR_INTERNET_DISCONNECTED");
        }
        let network = json!({ "offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
        self.command("Network.enable", json!({})).await;
        self.command("Network.emulateNetworkConditions", network).await;
    }

    /// Lets nothing through to the addresses that fit (`*` stands for anything); nothing given opens all again.
    ///
    /// # Panics
    /// When the browser does not answer.
    pub async fn blocks(&self, patterns: &[&str]) {
        if !patterns.is_empty() {
            self.expects_console("net::ERR_BLOCKED_BY_CLIENT");
        }
        self.command("Network.enable", json!({})).await;
        self.command("Network.setBlockedURLs", json!({ "urls": patterns })).await;
    }

    /// The answer to the next request with this method is lost on its way, after the server has done its work.
    ///
    /// # Panics
    /// When the browser does not answer.
    pub async fn loses_next_answer(&self, method: &str) {
        let script = "const [method] = arguments, real = window.fetch;
            window.fetch = async (request, ...more) => {
                const answer = await real(request, ...more);
                if (request.method !== method) return answer;
                window.fetch = real;
                throw new TypeError('the answer was lost');
            }";
        self.run(script, json!(method)).await;
    }

    /// The next body that is posted gets `value` in its field `name`, as if something on the way had damaged it.
    ///
    /// # Panics
    /// When the browser does not answer.
    pub async fn damages_next_post(&self, name: &str, value: &str) {
        let script = "const [[name, value]] = arguments, real = window.fetch;
            window.fetch = async (request, ...more) => {
                if (request.method !== 'POST') return real(request, ...more);
                window.fetch = real;
                const body = JSON.stringify({ ...await request.json(), [name]: value });
                return real(new Request(request.url, { method: 'POST', headers: request.headers, body }));
            }";
        self.run(script, json!([name, value])).await;
    }

    async fn run(&self, script: &str, argument: serde_json::Value) {
        self.client.execute(script, vec![argument]).await.unwrap_or_else(|error| panic!("{script}: {error}"));
    }

    pub(crate) async fn command(&self, command: &str, parameters: serde_json::Value) {
        self.devtools(command, parameters).await.unwrap_or_else(|trouble| panic!("{command}: {trouble}"));
    }
}
