import { notFound } from '../refusal.ts'

const LARGEST = 2_147_483_647

/** An id from an address. Whatever is not one of ours by its shape is not found. */
export function parseId(value: unknown): number {
  if (typeof value !== 'string' || !/^[1-9]\d{0,9}$/.test(value)) throw notFound()
  const id = Number(value)
  if (id > LARGEST) throw notFound()
  return id
}

/** A UUID from an address, or not found. */
export function parseUuid(value: unknown): string {
  if (typeof value !== 'string' || !/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(value)) throw notFound()
  return value.toLowerCase()
}
