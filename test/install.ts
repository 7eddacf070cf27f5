import { spawnSync } from 'node:child_process'

/** Whether something is on this machine, after an attempt to install Debian's packages of it when it is not. */
export function installed(what: string, packages: readonly string[], find: () => unknown): boolean {
  if (find()) return true
  if (process.getuid?.() !== 0 || spawnSync('apt-get', ['--version']).status !== 0) return false
  console.log(`Installing ${what} (apt-get install ${packages.join(' ')}) …`)
  const apt = (...args: string[]) =>
    spawnSync('apt-get', ['-qq', '-y', '-o', 'DPkg::Lock::Timeout=120', ...args], {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      encoding: 'utf8',
      timeout: 600_000,
    })
  apt('update')
  const { status, stderr, error } = apt('install', '--no-install-recommends', ...packages)
  if (status !== 0) console.log(`It could not be installed: ${(error?.message ?? stderr).trim()}`)
  return Boolean(find())
}
