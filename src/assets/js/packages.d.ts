/** Packages that the browser loads beside our modules. */
declare module '*/govuk-frontend.min.js' {
  export function initAll(): void
}

declare module '*/accessible-autocomplete.min.js'

interface Window {
  /** https://github.com/alphagov/accessible-autocomplete */
  accessibleAutocomplete<Option extends { urn: number; name: string }>(options: {
    element: HTMLElement
    id: string
    name: string
    source: (query: string, populate: (options: Option[]) => void) => void
    defaultValue?: string
    minLength?: number
    confirmOnBlur?: boolean
    autoselect?: boolean
    displayMenu?: 'inline' | 'overlay'
    inputClasses?: string | null
    templates?: { inputValue: (option?: Option) => string; suggestion: (option: Option | string) => string }
    tAssistiveHint?: () => string
    tNoResults?: () => string
    onConfirm?: (option?: Option) => void
  }): void
}

/** What a service worker finds itself in: the types of pages and of workers cannot be loaded together. */
interface ServiceWorkerSelf {
  readonly clients: { claim(): Promise<void> }
  skipWaiting(): Promise<void>
  addEventListener(name: 'install' | 'activate', answer: (event: WorkEvent) => void): void
  addEventListener(
    name: 'message',
    answer: (
      event: WorkEvent & {
        readonly data: Record<string, unknown> | null
        readonly ports: readonly MessagePort[]
      },
    ) => void,
  ): void
  addEventListener(
    name: 'fetch',
    answer: (
      event: WorkEvent & { readonly request: Request; respondWith(response: Promise<Response>): void },
    ) => void,
  ): void
}

interface WorkEvent {
  waitUntil(work: Promise<unknown>): void
}
