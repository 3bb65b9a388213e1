/** The files of a drop; those of dropped folders with their path, as a folder picker gives them. */
export async function filesOf(data: DataTransfer): Promise<File[]> {
  const entries = Array.from(data.items).map((item) => item.webkitGetAsEntry())
  if (entries.every((entry) => entry === null)) return Array.from(data.files)
  const found = await Promise.all(
    entries.filter((entry) => entry !== null).map((entry) => walk(entry, '')),
  )
  return found.flat()
}

async function walk(entry: FileSystemEntry, folder: string): Promise<File[]> {
  if (entry.isDirectory) return walkFolder(entry as FileSystemDirectoryEntry, folder)
  const file = await new Promise<File>((resolve, reject) => {
    ;(entry as FileSystemFileEntry).file(resolve, reject)
  })
  if (folder !== '')
    Object.defineProperty(file, 'webkitRelativePath', { value: `${folder}${file.name}` })
  return [file]
}

async function walkFolder(entry: FileSystemDirectoryEntry, folder: string): Promise<File[]> {
  const reader = entry.createReader()
  const found: File[] = []
  // A reader gives its entries in portions, the last of which is empty.
  for (;;) {
    const portion = await new Promise<FileSystemEntry[]>((resolve, reject) => {
      reader.readEntries(resolve, reject)
    })
    if (portion.length === 0) return found
    for (const each of portion) found.push(...(await walk(each, `${folder}${entry.name}/`)))
  }
}
