/** The body of a plain call's answer; throws its problem. For use where no query or mutation of `api` fits. */
export async function unwrap<Data>(call: Promise<{ data?: Data; error?: unknown }>): Promise<Data> {
  const { data, error } = await call;
  if (error !== undefined) throw error;
  return data as Data;
}
