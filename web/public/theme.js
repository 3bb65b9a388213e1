// Runs before the first paint, so a chosen theme never flashes the other one.
;(function () {
  try {
    var theme = localStorage.getItem('beknown.theme')
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
  } catch {
    // Storage is closed to this page: the system's theme stands.
  }
})()
