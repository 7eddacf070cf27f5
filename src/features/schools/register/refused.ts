/** A file that cannot be imported at all. The message is for the person who sent it; nothing of the file is kept. */
export class FileRefused extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'FileRefused'
  }
}
