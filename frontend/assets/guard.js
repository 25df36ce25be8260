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
