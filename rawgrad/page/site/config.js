/** What the build has written into the page: addresses, the version, and every sentence. */
export const config = JSON.parse(document.getElementById("config").textContent);
