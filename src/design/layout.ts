/** The document around every page. */
import type { FormError } from '../platform/forms.ts'
import { assetUrl } from './assets.ts'
import { errorSummary } from './components/errors.ts'
import { govukBackLink, govukBreadcrumbs, govukSkipLink } from './govuk/index.ts'
import { type Html, html } from './html.ts'
import { pageFooter, pageHeader } from './masthead.ts'

/** What a page function returns: everything between header and footer, and what the document must know of it. */
export interface Page {
  /** Without the service's name, which `layout` adds. Says the same as the page's `h1`. */
  title: string
  body: Html
  /** HTTP status; 200 when left out. */
  status?: number
  /** What is wrong with a posted form: marks the title, and shows the error summary unless the body holds one. */
  errors?: readonly FormError[]
  backLink?: { href: string; text?: string }
  breadcrumbs?: readonly { href?: string; text: string }[]
  /**
   * Text and forms read best in two thirds (the default); pages of several parts take the full width; a long table of
   * many columns is `wide`, and takes most of a large screen.
   */
  width?: 'two-thirds' | 'full' | 'wide'
  /** Names of modules in `src/assets/js`, such as `school-picker.js`. */
  scripts?: readonly string[]
}

/** What surrounds a page: who is looking, where they can go, and under which brand. */
export interface Frame {
  serviceName: string
  navigation: readonly { href: string; text: string; current: boolean }[]
  /** `otherPlaces`: the address at which someone with several roles or places chooses another. */
  person?: { name: string; role: string; place?: string; otherPlaces?: string }
  /** Set in the demonstration world only; `today` as it is shown, such as "12 January 2026". */
  demonstration?: { today: string }
  path: string
  /** `govuk` is for services on service.gov.uk only: crown, GOV.UK header and GDS Transport. */
  brand: 'neutral' | 'govuk'
}

/** A whole HTML document. Holds no inline script or style, so that the strictest content security policy fits. */
export function layout(page: Page, frame: Frame): string {
  const wrong = page.errors !== undefined && page.errors.length > 0
  const body = String(page.body)
  const main =
    wrong && !body.includes('govuk-error-summary')
      ? html`${errorSummary(page.errors)}${page.body}`
      : page.body
  return `<!DOCTYPE html>\n${html`<html lang="en" class="govuk-template app-template app-template--${frame.brand}">
<head>
<meta charset="utf-8">
<title>${wrong ? 'Error: ' : ''}${page.title} – ${frame.serviceName}</title>
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="theme-color" content="${frame.brand === 'govuk' ? '#1d70b8' : '#12464f'}">
${icons[frame.brand]}
${styles}
${script('alongside.js')}
${page.scripts?.map(script)}
</head>
<body class="govuk-template__body${page.width === 'wide' && ' app-wide'}">
${begin}
${govukSkipLink({ href: '#main-content', text: 'Skip to main content' })}
${pageHeader(frame)}
<div class="govuk-width-container">
${page.breadcrumbs && govukBreadcrumbs({ items: page.breadcrumbs, collapseOnMobile: true })}
${page.backLink && html`<nav class="app-back" aria-label="Back">${govukBackLink(page.backLink)}</nav>`}
<main class="govuk-main-wrapper" id="main-content">
${
  page.width === 'full' || page.width === 'wide'
    ? main
    : html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">${main}</div></div>`
}
</main>
</div>
${pageFooter(frame)}
</body>
</html>
`}`
}

const styles = html`<link rel="stylesheet" href="${assetUrl('/assets/govuk/govuk-frontend.min.css')}">
<link rel="stylesheet" href="${assetUrl('/assets/css/alongside.css')}">`

const icons = {
  neutral: html`<link rel="icon" href="${assetUrl('/assets/images/alongside.svg')}" type="image/svg+xml">`,
  govuk: html`<link rel="icon" sizes="48x48" href="/assets/images/favicon.ico">
<link rel="icon" sizes="any" href="/assets/images/favicon.svg" type="image/svg+xml">`,
}

// Not a module and not deferred: it runs before the page is drawn, so that nothing jumps when the modules arrive.
const begin = html`<script src="${assetUrl('/assets/js/begin.js')}"></script>`

function script(name: string): Html {
  return html`<script type="module" src="${assetUrl(`/assets/js/${name}`)}"></script>`
}
