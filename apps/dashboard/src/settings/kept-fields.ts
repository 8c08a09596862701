/** The fields of something that was kept, and may be anything by now. */
export function fieldsOf(kept: unknown): Readonly<Record<string, unknown>> {
  return typeof kept === 'object' && kept !== null ? { ...kept } : {};
}

/** Those of its fields of these names that are texts. */
export function textsOf<Name extends string>(kept: unknown, names: readonly Name[]): Partial<Record<Name, string>> {
  const fields = fieldsOf(kept);
  const texts = names.flatMap((name) => (typeof fields[name] === 'string' ? [[name, fields[name]]] : []));
  return Object.fromEntries(texts);
}
