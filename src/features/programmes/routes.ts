import type { App } from '../../platform/http/index.ts'

export function routes(_app: App): void {}
