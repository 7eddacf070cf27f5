import { Html, html, raw } from '../html.ts'
import type {
  BackLinkOptions,
  BreadcrumbsOptions,
  PaginationOptions,
  ServiceNavigationOptions,
  SkipLinkOptions,
} from './generated.ts'
import { attributesOf, either, more, nothing, present } from './parts.ts'

export function govukSkipLink(options: SkipLinkOptions): Html {
  return html`<a href="${options.href || '#content'}" class="govuk-skip-link${more(options.classes)}"${attributesOf(options.attributes)} data-module="govuk-skip-link">${either(options)}</a>`
}

export function govukBackLink(options: BackLinkOptions): Html {
  const text = either({ html: options.html, text: options.text || 'Back' })
  return html`<a href="${options.href || '#'}" class="govuk-back-link${more(options.classes)}"${attributesOf(options.attributes)}>${text}</a>`
}

export function govukBreadcrumbs(options: BreadcrumbsOptions): Html {
  const classes = more(options.classes, options.collapseOnMobile && 'govuk-breadcrumbs--collapse-on-mobile')
  return html`<nav class="govuk-breadcrumbs${classes}"${attributesOf(options.attributes)} aria-label="${options.labelText ?? 'Breadcrumb'}">
<ol class="govuk-breadcrumbs__list">
${options.items.map((item) =>
  item.href
    ? html`<li class="govuk-breadcrumbs__list-item">
<a class="govuk-breadcrumbs__link" href="${item.href}"${attributesOf(item.attributes)}>${either(item)}</a>
</li>
`
    : html`<li class="govuk-breadcrumbs__list-item" aria-current="page">${either(item)}</li>
`,
)}</ol>
</nav>`
}

type PageLink = NonNullable<PaginationOptions['previous']>

export function govukPagination(options: PaginationOptions): Html {
  const { previous, next, items } = options
  const block = !items && (previous !== undefined || next !== undefined)
  return html`<nav class="govuk-pagination${block && ' govuk-pagination--block'}${more(options.classes)}" aria-label="${options.landmarkLabel || 'Pagination'}"${attributesOf(options.attributes)}>
${previous?.href && neighbour(previous, 'prev', block)}
${
  items &&
  html`<ul class="govuk-pagination__list">
${items.map((item) => item && Object.keys(item).length > 0 && pageItem(item))}
</ul>`
}
${next?.href && neighbour(next, 'next', block)}
</nav>`
}

function neighbour(link: PageLink, which: 'prev' | 'next', block: boolean): Html {
  const given = present(link.html) || present(link.text)
  const title = given ? either(link) : html`${names[which]}<span class="govuk-visually-hidden"> page</span>`
  const decorated = block && !link.labelText && ' govuk-pagination__link-title--decorated'
  return html`<div class="govuk-pagination__${which}">
<a class="govuk-link govuk-pagination__link" href="${link.href}" rel="${which}"${attributesOf(link.attributes)}>
${(block || which === 'prev') && arrows[which]}
<span class="govuk-pagination__link-title${decorated}">
${title}
</span>
${
  link.labelText &&
  block &&
  html`<span class="govuk-visually-hidden">:</span>
<span class="govuk-pagination__link-label">${link.labelText}</span>`
}
${!block && which === 'next' && arrows.next}
</a>
</div>`
}

const names = { prev: 'Previous', next: 'Next' }
const arrows = {
  prev: raw(
    '<svg class="govuk-pagination__icon govuk-pagination__icon--prev" xmlns="http://www.w3.org/2000/svg" height="13" width="15" aria-hidden="true" focusable="false" viewBox="0 0 15 13"><path d="m6.5938-0.0078125-6.7266 6.7266 6.7441 6.4062 1.377-1.449-4.1856-3.9768h12.896v-2h-12.984l4.2931-4.293-1.414-1.414z"></path></svg>',
  ),
  next: raw(
    '<svg class="govuk-pagination__icon govuk-pagination__icon--next" xmlns="http://www.w3.org/2000/svg" height="13" width="15" aria-hidden="true" focusable="false" viewBox="0 0 15 13"><path d="m8.107-0.0078125-1.4136 1.414 4.2926 4.293h-12.986v2h12.896l-4.1855 3.9766 1.377 1.4492 6.7441-6.4062-6.7246-6.7266z"></path></svg>',
  ),
}

function pageItem(item: NonNullable<PaginationOptions['items']>[number]): Html {
  const classes = more(
    item.current && 'govuk-pagination__item--current',
    item.ellipsis && 'govuk-pagination__item--ellipsis',
  )
  const label = item.visuallyHiddenText ?? `Page ${item.number}`
  return html`<li class="govuk-pagination__item${classes}">
${
  item.ellipsis
    ? raw('&ctdot;')
    : html`<a class="govuk-link govuk-pagination__link" href="${item.href}" aria-label="${label}"${item.current && raw(' aria-current="page"')}${attributesOf(item.attributes)}>
${item.number}
</a>`
}
</li>`
}

export function govukServiceNavigation(options: ServiceNavigationOptions): Html {
  const { slots } = options
  const end = slots?.end instanceof Html ? { html: slots.end, align: undefined } : slots?.end
  const items = (options.navigation ?? []).filter(Boolean)
  const hasList = items.length > 0 || present(slots?.navigationStart) || present(slots?.navigationEnd)
  const inner = html`
<div class="govuk-width-container${end?.align === 'inline' && ' govuk-service-navigation__inlining-container'}">
${slots?.start}
<div class="govuk-service-navigation__container">
${serviceName(options)}
${hasList && navigationList(options, items)}
</div>
${end?.html}
</div>
`
  const common = html`class="govuk-service-navigation${more(options.classes)}" data-module="govuk-service-navigation"${attributesOf(options.attributes)}`
  if (!options.serviceName && !present(slots?.start) && !present(end?.html))
    return html`<div ${common}>${inner}</div>`
  return html`<section aria-label="${options.ariaLabel ?? 'Service information'}" ${common}>${inner}</section>`
}

function serviceName({ serviceName, serviceUrl }: ServiceNavigationOptions): Html {
  if (!serviceName) return nothing
  return html`<span class="govuk-service-navigation__service-name">
${
  serviceUrl
    ? html`<a href="${serviceUrl}" class="govuk-service-navigation__link">
${serviceName}
</a>`
    : html`<span class="govuk-service-navigation__text">${serviceName}</span>`
}
</span>`
}

type NavigationItem = ServiceNavigationOptions['navigation'][number]

function navigationList(options: ServiceNavigationOptions, items: readonly NavigationItem[]): Html {
  const { slots } = options
  const menu = options.menuButtonText || 'Menu'
  const id = options.navigationId || 'navigation'
  const collapses = options.collapseNavigationOnMobile ?? items.length > 1
  const label =
    options.menuButtonLabel &&
    options.menuButtonLabel !== menu &&
    html` aria-label="${options.menuButtonLabel}"`
  return html`<nav aria-label="${options.navigationLabel || menu}" class="govuk-service-navigation__wrapper${more(options.navigationClasses)}">
${
  collapses &&
  html`<button type="button" class="govuk-service-navigation__toggle govuk-js-service-navigation-toggle" aria-controls="${id}"${label} hidden aria-hidden="true">
${menu}
</button>`
}
<ul class="govuk-service-navigation__list" id="${id}">
${slots?.navigationStart}
${items.map(navigationItem)}
${slots?.navigationEnd}
</ul>
</nav>`
}

function navigationItem(item: NavigationItem): Html {
  const here = item.active || item.current
  const text = here
    ? html`<strong class="govuk-service-navigation__active-fallback">${either(item)}</strong>`
    : either(item)
  const current = here && html` aria-current="${item.current ? 'page' : 'true'}"`
  const link = item.href
    ? html`<a class="govuk-service-navigation__link" href="${item.href}"${current}${attributesOf(item.attributes)}>
${text}
</a>`
    : (present(item.html) || present(item.text)) &&
      html`<span class="govuk-service-navigation__text"${current}>
${text}
</span>`
  return html`<li class="govuk-service-navigation__item${here && ' govuk-service-navigation__item--active'}">
${link}
</li>
`
}
