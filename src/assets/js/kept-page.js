// A page that opens without a connection: its service worker keeps it, and the files that it was made of.

/**
 * @param {string} address of the page, which the worker answers for
 * @param {string} workerAddress
 * @returns {Promise<boolean>} whether this browser keeps it
 */
export async function keepPage(address, workerAddress) {
  const worker = await workerFor(address, workerAddress)
  worker?.postMessage({ keep: address, files: filesHere() })
  return worker !== undefined
}

/**
 * Keeps a page that has not been opened here.
 * @param {string} address of the page, which the worker answers for
 * @param {string} workerAddress
 * @param {string} from where it can be read already
 * @returns {Promise<boolean>} whether it is kept now
 */
export async function keepAhead(address, workerAddress, from) {
  const worker = await workerFor(address, workerAddress)
  if (!worker) return false
  const { port1, port2 } = new MessageChannel()
  return new Promise((done) => {
    port1.onmessage = ({ data }) => done(data === true)
    worker.postMessage({ keep: address, files: filesHere(), from }, [port2])
  })
}

/**
 * @param {string} address
 * @param {string} workerAddress
 * @returns {Promise<ServiceWorker | undefined>}
 */
async function workerFor(address, workerAddress) {
  if (!('serviceWorker' in navigator) || !navigator.onLine) return undefined
  try {
    const registration = await navigator.serviceWorker.register(workerAddress, { scope: address })
    return registration.active ?? (await started(registration)) ?? undefined
  } catch {
    // A browser that keeps nothing: the page works while it is open, and sends what it wrote down.
    return undefined
  }
}

/** The files that this page was made of. */
function filesHere() {
  const files = performance
    .getEntriesByType('resource')
    .map(({ name }) => new URL(name))
    .filter(({ origin, pathname }) => origin === location.origin && pathname.startsWith('/assets/'))
    .map(({ pathname }) => pathname)
  return [...new Set(files)]
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
