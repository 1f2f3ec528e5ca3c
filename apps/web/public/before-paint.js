// Runs before the first paint, so that a remembered theme or language never flashes; a file, as the page allows no inline script.
(() => {
  const remembered = (name) => {
    try {
      return localStorage.getItem(name);
    } catch {
      return null;
    }
  };
  const theme = remembered("songkeeper.theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  const language = remembered("songkeeper.language") ?? navigator.language;
  document.documentElement.lang = /^zh\b/i.test(language) ? "zh-CN" : "en";
})();
