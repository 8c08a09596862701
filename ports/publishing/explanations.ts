import type {
  AttemptFacts,
  ConnectionFacts,
  RecordedDecision,
  RecordedDelivery,
} from '../../domain/publishing/explain-facts.ts';
import type { DeliveryId } from '../../domain/shared/ids.ts';
import type { DeliveryScope } from '../deliveries/delivery-log.ts';

/** What is asked about; what is null does not matter. `repository` or one of the others is given, `refs` beside it. */
export type ExplainQuestion = {
  scope: DeliveryScope;
  /** `owner/name`; upper and lower case are the same. */
  repository: string | null;
  /** Lower-case hex digits, the first ones of an object name or all of it. */
  commit: string | null;
  /** Full ref names, and the name as a manual run was asked for by. */
  refs: readonly string[] | null;
  /** GitHub's GUIDs look like our ids: whichever fits. */
  delivery: { guid: string; id: DeliveryId | null } | null;
};

export type ExplainRows = {
  connections: ConnectionFacts[];
  deliveries: RecordedDelivery[];
  decisions: RecordedDecision[];
  attempts: Omit<AttemptFacts, 'steps'>[];
  /** There is more than was given: only the newest of each were. */
  truncated: boolean;
};

/** Looks up what explains an outcome, or the lack of one, within one organization. One transaction, bounded rows. */
export type Explanations = { find(question: ExplainQuestion): Promise<ExplainRows> };
