// Starts the app. A file of its own, because the content security policy allows no script within the page.
import init from "./app.js";

// The chunks and texts of the page that is asked for, fetched beside the app that will ask for them.
const { pathname } = location;
const [, chunks, sections] = {{routes}}.find(([address]) => address.test(pathname)) ?? [, [], []];
const texts = sections.map((section) => `texts/${pathname.split("/")[1]}/${section}.json`);
for (const file of [...chunks, ...texts]) {
const link = document.createElement("link");
Object.assign(link, { rel: "preload", href: new URL(file, import.meta.url), as: "fetch", crossOrigin: "anonymous" });
document.head.append(link);
}

init({ module_or_path: new URL("./app_bg.wasm", import.meta.url) });
