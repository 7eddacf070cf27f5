export interface DfeSignInSettings {
  readonly issuer: string
}
