import { packSource } from './pack-source.steps.ts';
import type { PublishSteps } from './publish-version.process.ts';
import type { PublishingPorts } from './publishing-ports.steps.ts';
import { pushVersion } from './push-version.steps.ts';
import { resolveCommit } from './resolve-commit.steps.ts';
import { announce, writeBack } from './write-back.steps.ts';

/** What each step of `publishVersion` does, through ports. Every step may be run again after a crash in its middle. */
export function publishSteps(ports: PublishingPorts): PublishSteps {
  return {
    resolveCommit: (input) => resolveCommit(ports, input),
    announce: (input) => announce(ports, input),
    packSource: (input, context) => packSource(ports, input, context),
    pushVersion: (input) => pushVersion(ports, input),
    recordOutcome: ({ attemptId, outcome }) => ports.attempts.recordOutcome(attemptId, outcome),
    writeBack: (input) => writeBack(ports, input),
    recordWriteBackFailure: ({ attemptId, message }) => ports.attempts.recordWriteBack(attemptId, 'failed', message),
  };
}
