import { Migration } from '@mikro-orm/migrations';

/** Indexes for finding attempts that an engine lost, and the pending ones of a connection. */
export class AttemptQueues extends Migration {
  override up(): void {
    this.addSql('drop index github_publish_attempts_started');
    this.addSql(`create index github_publish_attempts_started on github_publish_attempts (started_at, id)
      where engine is not null and (status = 'pending' or write_back_status = 'pending')`);
    this.addSql('drop index github_publish_attempts_without_history');
    this.addSql(`create index github_publish_attempts_without_history on github_publish_attempts (finished_at, id)
      where workflow_id is not null and finished_at is not null and history is null`);
    this.addSql(`create index github_publish_attempts_pending on github_publish_attempts (connection_id)
      where status = 'pending'`);
  }

  override down(): void {
    this.addSql('drop index github_publish_attempts_pending');
    this.addSql('drop index github_publish_attempts_without_history');
    this.addSql(`create index github_publish_attempts_without_history on github_publish_attempts (finished_at, id)
      where engine is not null and finished_at is not null and history is null`);
    this.addSql('drop index github_publish_attempts_started');
    this.addSql(`create index github_publish_attempts_started on github_publish_attempts (started_at, id)
      where status = 'pending' and engine is not null`);
  }
}
