import { HtmlValidate, StaticConfigLoader } from 'html-validate'

/**
 * Everything that html-validate knows: HTML itself, its recommendations, accessibility and whole documents. No page
 * and no element is exempt. Where GOV.UK Frontend's own markup differs from a recommendation, the rule says so below.
 */
const validator = new HtmlValidate(
  new StaticConfigLoader({
    root: true,
    extends: [
      'html-validate:standard',
      'html-validate:recommended',
      'html-validate:a11y',
      'html-validate:document',
    ],
    rules: {
      // Its link that looks like a button, and its cookie banner.
      'prefer-native-element': ['error', { exclude: ['button', 'region'] }],
      // Its date input: some screen readers announce a fieldset only with the role that it has anyway.
      'no-redundant-role': 'off',
      // Checkboxes of one question share a name.
      'form-dup-name': ['error', { shared: ['radio', 'button', 'checkbox'] }],
      // Every script and stylesheet is our own, from our own host.
      'require-sri': ['error', { target: 'crossorigin' }],
      // Titles name schools and expectations, and some of those are long; a title cut short names nothing.
      'long-title': 'off',
      // What its templates leave between lines, and its word for role="none".
      'no-trailing-whitespace': 'off',
      'presentation-role-style': 'off',
    },
  }),
)

/** What is wrong with a whole HTML document, a line each; none when it is right. */
export async function validateHtml(html: string): Promise<string[]> {
  const report = await validator.validateString(html)
  const lines = html.split('\n')
  return report.results.flatMap((result) =>
    result.messages.map(
      ({ ruleId, message, line }) =>
        `${ruleId}: ${message} (line ${line}: ${lines[line - 1]?.trim().slice(0, 160)})`,
    ),
  )
}
