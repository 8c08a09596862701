const labels: Readonly<Record<string, string>> = {
  resolveCommit: 'Find the commit',
  announce: 'Announce on the commit',
  packSource: 'Fetch and pack the files',
  pushVersion: 'Push to the registry',
  recordOutcome: 'Record the outcome',
  writeBack: 'Tell the commit',
  recordWriteBackFailure: 'Record what could not be told',
};

/** What a step of an attempt does, in a few words; a step of an older release goes by its own name. */
export function stepLabel(name: string): string {
  return labels[name] ?? name;
}
