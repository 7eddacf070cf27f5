import type { ConfigData } from 'html-validate'

/** What html-validate checks on every page: all it recommends, and each exception with its reason. For tests only. */
export const markupRules: ConfigData = {
  extends: ['html-validate:recommended', 'html-validate:a11y', 'html-validate:document'],
  rules: {
    // How markup is written, not what it means.
    'attribute-boolean-style': 'off',
    'long-title': 'off',
    'no-trailing-whitespace': 'off',
    'void-style': 'off',
    // Our own files come from our own server.
    'require-sri': ['error', { target: 'crossorigin' }],
    // Several checkboxes of one question share a name.
    'form-dup-name': ['error', { shared: ['radio', 'checkbox', 'submit', 'button'] }],
    // GOV.UK's error summary, an h2, stands before the page's h1.
    'heading-level': ['error', { minInitialRank: 'h2' }],
    // GOV.UK's own markup: links that look like buttons, older words for the same role.
    'no-redundant-role': 'off',
    'prefer-native-element': ['error', { exclude: ['button', 'region', 'img', 'search'] }],
    'presentation-role-style': 'off',
  },
}
