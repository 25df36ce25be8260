// Says so when the app could not be started: a lost connection, a browser that is too old.
const tell = () => {
  const notice = document.getElementById("not-started");
  if (!notice) return;
  notice.hidden = false;
  document.getElementById("starting")?.remove();
};
addEventListener("unhandledrejection", tell);
// Scripts that do not load tell their element only: listen on the way down.
addEventListener("error", (event) => event.target instanceof HTMLScriptElement && tell(), true);
// The page of an app that broke (`frontend/src/shell/panic.rs`) can rely on nothing of the app.
addEventListener("click", async (event) => {
  const button = event.target.closest?.("[data-copies]");
  const text = button && document.getElementById(button.dataset.copies);
  if (!text) return;
  try {
    await navigator.clipboard.writeText(text.textContent);
    document.getElementById("broken-said").textContent = button.dataset.said;
  } catch {
    // To be copied by hand, where the browser does not let a page do it.
    text.closest("details").open = true;
    getSelection().selectAllChildren(text);
  }
});
