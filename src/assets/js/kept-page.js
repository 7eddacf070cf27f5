// A page that opens without a connection: its service worker keeps it, and the files that it was made of.

/**
 * @param {string} address of the page, which the worker answers for
 * @param {string} workerAddress
 * @returns {Promise<boolean>} whether this browser keeps it
 */
export async function keepPage(address, workerAddress) {
  if (!('serviceWorker' in navigator) || !navigator.onLine) return false
  try {
    const registration = await navigator.serviceWorker.register(workerAddress, { scope: address })
    const worker = registration.active ?? (await started(registration))
    const files = performance
      .getEntriesByType('resource')
      .map(({ name }) => new URL(name))
      .filter(({ origin, pathname }) => origin === location.origin && pathname.startsWith('/assets/'))
      .map(({ pathname }) => pathname)
    worker?.postMessage({ keep: address, files: [...new Set(files)] })
    return worker !== null
  } catch {
    // A browser that keeps nothing: the page works while it is open, and sends what it wrote down.
    return false
  }
}

/**
 * @param {ServiceWorkerRegistration} registration
 * @returns {Promise<ServiceWorker | null>}
 */
function started(registration) {
  return new Promise((done) => {
    const coming = registration.installing ?? registration.waiting
    if (!coming) done(registration.active)
    else
      coming.addEventListener('statechange', () => {
        if (coming.state === 'activated') done(coming)
        if (coming.state === 'redundant') done(null)
      })
  })
}
