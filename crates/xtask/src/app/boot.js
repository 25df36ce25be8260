// Starts the app. A file of its own, because the content security policy allows no script within the page.
import init from "./app.js";

init({ module_or_path: new URL("./app_bg.wasm", import.meta.url) });
