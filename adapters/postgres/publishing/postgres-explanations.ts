import type { ConnectionFacts, RecordedDecision, RecordedDelivery } from '../../../domain/publishing/explain-facts.ts';
import type { AttemptId, ConnectionId, DeliveryId } from '../../../domain/shared/ids.ts';
import type { ExplainQuestion, ExplainRows, Explanations } from '../../../ports/publishing/explanations.ts';
import { beginningWith } from '../commit-prefix.ts';
import type { Database, Sql } from '../database.ts';
import { inScope, selectDecisions, selectDeliveries, toDecision } from '../deliveries/delivery-rows.ts';
import { isStorable } from '../storable-text.ts';
import { selectAttempts, toAttempt } from './attempt-rows.ts';

/** How many of each are looked at, the newest ones. */
const most = { connections: 50, deliveries: 50, decisions: 100, attempts: 20 };

export function postgresExplanations(database: Database): Explanations {
  return { find: (question) => inScope(database, question.scope, (sql) => find(sql, question)) };
}

async function find(sql: Sql, question: ExplainQuestion): Promise<ExplainRows> {
  const asked = await deliveriesAsked(sql, question);
  const repository = question.repository ?? asked[0]?.repository ?? null;
  const connections = repository === null ? [] : await connectionsOf(sql, question, { repository, asked });
  const ids = connections.map(({ id }) => id);
  const decisions = await decisionsAsked(sql, question, { ids, asked });
  const deliveries = await withDecided(sql, question, { asked, decisions });
  const attempts = await attemptsAsked(sql, question, { ids, decisions });
  const truncated =
    connections.length >= most.connections ||
    asked.length >= most.deliveries ||
    decisions.length >= most.decisions ||
    attempts.length >= most.attempts;
  const named = [...decisions, ...attempts.map(({ attempt }) => attempt)].map(({ connectionId }) => connectionId);
  const others = named.filter((id) => !ids.includes(id));
  const decided =
    others.length === 0
      ? []
      : await connectionFacts(connectionsIn(sql, question).where('c.id', 'in', others), question);
  return { connections: [...connections, ...decided], deliveries, decisions, attempts, truncated };
}

/** Deliveries that say by themselves that they are about the subject. */
async function deliveriesAsked(sql: Sql, question: ExplainQuestion): Promise<RecordedDelivery[]> {
  const { scope, repository, commit, refs, delivery } = question;
  let rows = selectDeliveries(sql, scope)
    .orderBy('d.receivedAt', 'desc')
    .orderBy('d.id', 'desc')
    .limit(most.deliveries);
  if (delivery !== null) {
    const { guid, id } = delivery;
    if (!isStorable(guid)) return [];
    rows = rows.where(({ or, eb }) => or([eb('d.guid', '=', guid), ...(id === null ? [] : [eb('d.id', '=', id)])]));
  }
  if (repository !== null) {
    rows = rows.where('d.repositoryKey', '=', repository.toLowerCase());
  }
  if (commit !== null) {
    const { from, to } = beginningWith(commit);
    rows = rows.where('d.commit', '>=', from).where('d.commit', '<', to);
  }
  if (refs !== null) rows = rows.where('d.ref', 'in', refs);
  return rows.execute();
}

/** By the name; else by the id of the repository that bore the name when the newest delivery of it came. */
async function connectionsOf(
  sql: Sql,
  question: ExplainQuestion,
  { repository, asked }: { repository: string; asked: readonly RecordedDelivery[] },
): Promise<ConnectionFacts[]> {
  const all = () => connectionsIn(sql, question);
  const named = await connectionFacts(all().where('c.repositoryKey', '=', repository.toLowerCase()), question);
  const id = asked.find(({ repositoryId }) => repositoryId !== null)?.repositoryId ?? null;
  if (named.length > 0 || id === null) return named;
  return connectionFacts(all().where('c.repositoryId', '=', id), question);
}

function connectionsIn(sql: Sql, { scope }: ExplainQuestion) {
  return sql
    .selectFrom('github_connections as c')
    .innerJoin('registry_entries as e', 'e.id', 'c.entryId')
    .leftJoin('github_installations as i', 'i.installationId', 'c.installationId')
    .select(['c.id', 'e.name as entryName', 'c.repositoryOwner', 'c.repositoryName', 'c.defaultBranch', 'c.tagPattern'])
    .select(['c.autoPublish', 'c.pausedReason', 'i.suspended', 'i.organizationId as installedFor'])
    .where('c.organizationId', '=', scope.organizationId)
    .orderBy('c.createdAt')
    .limit(most.connections);
}

async function connectionFacts(
  connections: ReturnType<typeof connectionsIn>,
  { scope }: ExplainQuestion,
): Promise<ConnectionFacts[]> {
  return (await connections.execute()).map(({ suspended, installedFor, ...connection }) => {
    const known = installedFor === scope.organizationId;
    return { ...connection, installation: known ? (suspended ? 'suspended' : 'active') : 'missing' };
  });
}

type Found = { ids: ConnectionId[]; asked: RecordedDelivery[] };

async function decisionsAsked(sql: Sql, question: ExplainQuestion, { ids, asked }: Found): Promise<RecordedDecision[]> {
  const { scope, commit, refs, delivery } = question;
  let rows = selectDecisions(sql, scope).orderBy('x.createdAt', 'desc').orderBy('x.id', 'desc').limit(most.decisions);
  if (delivery === null) {
    // What those deliveries meant is told too of connections that are gone, or bear another name by now; and a `create`
    // event names no commit: its delivery is found by the decision, and the decision by its delivery.
    const isAbout = ids.length > 0 || isCommitAlone(question);
    if (!isAbout && asked.length === 0) return [];
    const bounds = commit === null ? null : beginningWith(commit);
    rows = rows.where(({ or, and, eb }) =>
      or([
        ...(asked.length === 0 ? [] : [eb('x.deliveryId', 'in', idsOf(asked))]),
        ...(isAbout
          ? [
              and([
                ...(isCommitAlone(question) ? [] : [eb('x.connectionId', 'in', ids)]),
                ...(bounds === null ? [] : [eb('x.commit', '>=', bounds.from), eb('x.commit', '<', bounds.to)]),
              ]),
            ]
          : []),
      ]),
    );
    if (refs !== null) rows = rows.where('x.ref', 'in', refs);
  } else {
    if (asked.length === 0) return [];
    rows = rows.where('x.deliveryId', 'in', idsOf(asked));
  }
  return (await rows.execute()).map(toDecision);
}

/** Whichever repository it is of. */
function isCommitAlone({ repository, commit }: ExplainQuestion): boolean {
  return repository === null && commit !== null;
}

function idsOf(deliveries: readonly RecordedDelivery[]): DeliveryId[] {
  return deliveries.map(({ id }) => id);
}

/** The deliveries that were asked for, and those whose decisions were found. */
async function withDecided(
  sql: Sql,
  { scope }: ExplainQuestion,
  { asked, decisions }: { asked: RecordedDelivery[]; decisions: RecordedDecision[] },
): Promise<RecordedDelivery[]> {
  const known = new Set(idsOf(asked));
  const missing = [...new Set(decisions.map(({ deliveryId }) => deliveryId))].filter((id) => !known.has(id));
  if (missing.length === 0) return asked;
  return [...asked, ...(await selectDeliveries(sql, scope).where('d.id', 'in', missing).execute())];
}

/** Attempts of the decisions, and others of the same connections on the same commit or ref; none that joined another. */
async function attemptsAsked(
  sql: Sql,
  question: ExplainQuestion,
  { ids, decisions }: { ids: ConnectionId[]; decisions: RecordedDecision[] },
): Promise<ExplainRows['attempts']> {
  const decided: AttemptId[] = decisions.flatMap(({ attemptId }) => (attemptId === null ? [] : [attemptId]));
  const { scope, commit, refs, delivery } = question;
  const about = delivery === null && (ids.length > 0 || isCommitAlone(question));
  if (decided.length === 0 && !about) return [];
  const bounds = commit === null ? null : beginningWith(commit);
  // The attempt that a joined one belongs to stands for it.
  const standing = sql
    .selectFrom('github_publish_attempts as j')
    .where('j.id', 'in', decided)
    .select(({ fn, ref }) => fn.coalesce(ref('j.joinedTo'), ref('j.id')).as('id'));
  const rows = await selectAttempts(sql)
    .select(['a.outcome', 'a.writeBackAt'])
    .where('a.organizationId', '=', scope.organizationId)
    .where(({ or, and, eb }) =>
      or([
        ...(decided.length === 0 ? [] : [eb('a.id', 'in', standing)]),
        ...(about
          ? [
              and([
                eb('a.joinedTo', 'is', null),
                ...(isCommitAlone(question) ? [] : [eb('a.connectionId', 'in', ids)]),
                ...(bounds === null ? [] : [eb('a.commit', '>=', bounds.from), eb('a.commit', '<', bounds.to)]),
                ...(refs === null ? [] : [eb('a.ref', 'in', refs)]),
              ]),
            ]
          : []),
      ]),
    )
    .orderBy('a.createdAt', 'desc')
    .orderBy('a.id', 'desc')
    .limit(most.attempts)
    .execute();
  return rows.map(({ outcome, writeBackAt, ...attempt }) => ({ attempt: toAttempt(attempt), outcome, writeBackAt }));
}
