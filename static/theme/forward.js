// An old address: on to the new one, with the query and the fragment that were asked for. Without this file the page forwards without them.
(() => {
  const { target } = document.currentScript.dataset;
  location.replace(target + location.search + location.hash);
})();
