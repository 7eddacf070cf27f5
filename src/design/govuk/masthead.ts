import { type Html, html, raw } from '../html.ts'
import type { FooterOptions, GenericHeaderOptions, HeaderOptions } from './generated.ts'
import { logo } from './logo.ts'
import { attributesOf, either, more, present } from './parts.ts'

export function govukHeader(options: HeaderOptions): Html {
  const contents = html`${logo({ classes: 'govuk-header__logotype', label: 'GOV.UK' })}
${options.productName && html`<span class="govuk-header__product-name">${options.productName}</span>`}`
  return header('govuk', contents, { ...options, url: options.homepageUrl || '//gov.uk' })
}

export function govukGenericHeader(options: GenericHeaderOptions): Html {
  return header('govuk-generic', either({ html: options.logoHtml, text: options.logoText }), options)
}

function header(
  name: string,
  contents: Html,
  options: Pick<GenericHeaderOptions, 'url' | 'classes' | 'containerClasses' | 'attributes'>,
): Html {
  return html`<div class="${name}-header${more(options.classes)}"${attributesOf(options.attributes)}>
<div class="${name}-header__container ${options.containerClasses || 'govuk-width-container'}">
<div class="${name}-header__logo">
<a href="${options.url || '/'}" class="${name}-header__homepage-link">
${contents}
</a>
</div>
</div>
</div>`
}

type Section = NonNullable<FooterOptions['navigation']>[number]

export function govukFooter(options: FooterOptions): Html {
  const { navigation = [], meta, contentLicence, copyright } = options
  return html`<div class="govuk-footer${more(options.classes)}"${attributesOf(options.attributes)}>
<div class="govuk-width-container${more(options.containerClasses)}">${logo({ classes: 'govuk-footer__crown', wordmark: false })}
${
  navigation.length > 0 &&
  html`<div class="govuk-footer__navigation">
${navigation.map(section)}
</div>
<hr class="govuk-footer__section-break">`
}
<div class="govuk-footer__meta">
<div class="govuk-footer__meta-item govuk-footer__meta-item--grow">
${meta && support(meta)}
${
  contentLicence !== null &&
  html`${licenceLogo}
<span class="govuk-footer__licence-description">
${present(contentLicence?.html) || present(contentLicence?.text) ? either(contentLicence) : licence}
</span>`
}
</div>
<div class="govuk-footer__meta-item">
<a class="govuk-footer__link govuk-footer__copyright-logo" href="https://www.nationalarchives.gov.uk/information-management/re-using-public-sector-information/uk-government-licensing-framework/crown-copyright/">
${present(copyright?.html) || present(copyright?.text) ? either(copyright) : '© Crown copyright'}
</a>
</div>
</div>
</div>
</div>`
}

function section({ title, width, columns, items = [] }: Section): Html {
  return html`<div class="govuk-footer__section govuk-grid-column-${width || 'full'}">
<h2 class="govuk-footer__heading govuk-heading-m">${title}</h2>
${
  items.length > 0 &&
  html`<ul class="govuk-footer__list${columns && ` govuk-footer__list--columns-${columns}`}">
${items.map(
  ({ href, text, attributes }) =>
    href &&
    text &&
    html`<li class="govuk-footer__list-item">
<a class="govuk-footer__link" href="${href}"${attributesOf(attributes)}>
${text}
</a>
</li>`,
)}
</ul>`
}
</div>`
}

function support(meta: NonNullable<FooterOptions['meta']>): Html {
  const { items = [] } = meta
  return html`<h2 class="govuk-visually-hidden">${meta.visuallyHiddenTitle || 'Support links'}</h2>
${
  items.length > 0 &&
  html`<ul class="govuk-footer__inline-list">
${items.map(
  ({ href, text, attributes }) => html`<li class="govuk-footer__inline-list-item">
<a class="govuk-footer__link" href="${href}"${attributesOf(attributes)}>
${text}
</a>
</li>
`,
)}</ul>`
}
${
  (present(meta.html) || present(meta.text)) &&
  html`<div class="govuk-footer__meta-custom">
${either(meta)}
</div>`
}`
}

const licence = html`All content is available under the
<a class="govuk-footer__link" href="https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/" rel="license">Open Government Licence v3.0</a>, except where otherwise stated`

const licenceLogo = raw(
  '<svg aria-hidden="true" focusable="false" class="govuk-footer__licence-logo" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 483.2 195.7" height="17" width="41"><path fill="currentColor" d="M421.5 142.8V.1l-50.7 32.3v161.1h112.4v-50.7zm-122.3-9.6A47.12 47.12 0 0 1 221 97.8c0-26 21.1-47.1 47.1-47.1 16.7 0 31.4 8.7 39.7 21.8l42.7-27.2A97.63 97.63 0 0 0 268.1 0c-36.5 0-68.3 20.1-85.1 49.7A98 98 0 0 0 97.8 0C43.9 0 0 43.9 0 97.8s43.9 97.8 97.8 97.8c36.5 0 68.3-20.1 85.1-49.7a97.76 97.76 0 0 0 149.6 25.4l19.4 22.2h3v-87.8h-80l24.3 27.5zM97.8 145c-26 0-47.1-21.1-47.1-47.1s21.1-47.1 47.1-47.1 47.2 21 47.2 47S123.8 145 97.8 145"/></svg>',
)
