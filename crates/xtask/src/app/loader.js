// A chunk that cannot be fetched is asked for again until it comes: the app cannot go on without it, and must not break.
// The shell hears of it (`frontend/src/shell/texts.rs`) and tells.
let chunksMissing = 0;
async function fetchChunk(address) {
  let isMissing = false;
  for (let pause = 3000; ; pause = Math.min(2 * pause, 30000)) {
    try {
      const answer = await fetch(address);
      // Some networks answer with a page of their own.
      const isCode = answer.ok && answer.headers.get("content-type")?.startsWith("application/wasm");
      // The server has another build by now.
      if (answer.status === 404) dispatchEvent(new Event("c2r:chunk-gone"));
      if (!isCode) throw new Error(answer.statusText);
      // All of it, since the connection may break on the way.
      const whole = await answer.arrayBuffer();
      if (isMissing && --chunksMissing === 0) dispatchEvent(new Event("c2r:chunk-loaded"));
      return new Response(whole, { headers: { "content-type": "application/wasm" } });
    } catch {
      if (!isMissing) chunksMissing += 1;
      isMissing = true;
      dispatchEvent(new Event("c2r:chunk-failed"));
      await nextTry(pause);
    }
  }
}
function nextTry(pause) {
  return new Promise((resolve) => {
    const done = new AbortController();
    const go = () => {
      clearTimeout(timer);
      done.abort();
      resolve();
    };
    const timer = setTimeout(go, pause);
    for (const event of ["online", "c2r:chunk-retry"]) addEventListener(event, go, { signal: done.signal });
  });
}
