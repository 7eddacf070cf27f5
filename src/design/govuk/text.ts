import { type Html, html, raw } from '../html.ts'
import { govukButton } from './button.ts'
import type {
  DetailsOptions,
  InsetTextOptions,
  NotificationBannerOptions,
  PanelOptions,
  PhaseBannerOptions,
  TagOptions,
  WarningTextOptions,
} from './generated.ts'
import { attributesOf, either, heading, more, present } from './parts.ts'

export function govukTag(options: TagOptions): Html {
  return html`<strong class="govuk-tag${more(options.classes)}"${attributesOf(options.attributes)}>
${either(options)}
</strong>`
}

export function govukInsetText(options: InsetTextOptions): Html {
  return html`<div${id(options.id)} class="govuk-inset-text${more(options.classes)}"${attributesOf(options.attributes)}>
${either(options)}
</div>`
}

export function govukWarningText(options: WarningTextOptions): Html {
  return html`<div class="govuk-warning-text${more(options.classes)}"${attributesOf(options.attributes)}>
<span class="govuk-warning-text__icon" aria-hidden="true">!</span>
<strong class="govuk-warning-text__text">
<span class="govuk-visually-hidden">${options.iconFallbackText || 'Warning'}</span>
${either(options)}
</strong>
</div>`
}

export function govukDetails(options: DetailsOptions): Html {
  const summary = either({ html: options.summaryHtml, text: options.summaryText })
  return html`<details${id(options.id)} class="govuk-details${more(options.classes)}"${attributesOf(options.attributes)}${options.open && ' open'}>
<summary class="govuk-details__summary">
<span class="govuk-details__summary-text">
${summary}
</span>
</summary>
<div class="govuk-details__text">
${either(options)}
</div>
</details>`
}

export function govukNotificationBanner(options: NotificationBannerOptions): Html {
  const success = options.type === 'success'
  const title = either({
    html: options.titleHtml,
    text: options.titleText || (success ? 'Success' : 'Important'),
  })
  const titleId = options.titleId || 'govuk-notification-banner-title'
  const role = options.role || (success ? 'alert' : 'region')
  const keepFocus =
    options.disableAutoFocus !== undefined &&
    html` data-disable-auto-focus="${String(options.disableAutoFocus)}"`
  const content = present(options.html)
    ? options.html
    : options.text &&
      html`<p class="govuk-notification-banner__heading">
${options.text}
</p>`
  return html`<div class="govuk-notification-banner${more(success && 'govuk-notification-banner--success', options.classes)}" role="${role}" aria-labelledby="${titleId}" data-module="govuk-notification-banner"${keepFocus}${attributesOf(options.attributes)}>
<div class="govuk-notification-banner__header">
${heading(
  Number(options.titleHeadingLevel || 2),
  html` class="govuk-notification-banner__title" id="${titleId}"`,
  html`
${title}
`,
)}
</div>
<div class="govuk-notification-banner__content">
${content}
</div>
</div>`
}

export function govukPhaseBanner(options: PhaseBannerOptions): Html {
  const tag = { ...options.tag, classes: `govuk-phase-banner__content__tag${more(options.tag?.classes)}` }
  return html`<div class="govuk-phase-banner govuk-width-container${more(options.classes)}"${attributesOf(options.attributes)}>
<p class="govuk-phase-banner__content">
${govukTag({ text: tag.text, html: tag.html, classes: tag.classes })}
<span class="govuk-phase-banner__text">
${either(options)}
</span>
</p>
</div>`
}

export function govukPanel(options: PanelOptions): Html {
  const interruption = options.classes?.includes('govuk-panel--interruption') ?? false
  const title = either({ html: options.titleHtml, text: options.titleText })
  const body =
    (present(options.html) || present(options.text)) &&
    html`<div class="govuk-panel__body">
${either(options)}
</div>`
  return html`<div class="govuk-panel${more(!interruption && 'govuk-panel--confirmation', options.classes)}"${attributesOf(options.attributes)}>
${heading(
  options.headingLevel || 1,
  raw(' class="govuk-panel__title"'),
  html`
${title}
`,
)}
${body}
${interruption && options.actions && panelActions(options.actions)}
</div>`
}

function panelActions(actions: NonNullable<PanelOptions['actions']>): Html {
  const items = (actions.items ?? []).map((action) =>
    !action.href || action.type === 'button'
      ? govukButton({
          text: action.text,
          type: action.type || 'button',
          classes: `govuk-button--inverse${more(action.classes)}`,
          href: action.href,
          attributes: action.attributes,
        })
      : html`<a class="govuk-link govuk-link--inverse${more(action.classes)}" href="${action.href}"${attributesOf(action.attributes)}>${action.text}</a>`,
  )
  return html`<div class="govuk-panel__actions${more(actions.classes)}"${attributesOf(actions.attributes)}>${
    items.length > 0 &&
    html`<div class="govuk-button-group">
${items}
</div>`
  }</div>`
}

function id(value: string | undefined): Html | undefined {
  return value ? html` id="${value}"` : undefined
}
