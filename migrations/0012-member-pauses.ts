import { Migration } from '@mikro-orm/migrations';

/** Members may pause a connection. Without that, one that they paused publishes nothing by itself either. */
export class MemberPauses extends Migration {
  override up(): void {
    this.replaceReasons([...before, 'paused_by_member']);
  }

  override down(): void {
    this.addSql(`update github_connections set
        auto_publish = false,
        pr_preview_enabled = false,
        paused_reasons = array_remove(paused_reasons, 'paused_by_member'),
        paused_reason = (array_remove(paused_reasons, 'paused_by_member'))[1]
      where 'paused_by_member' = any(paused_reasons)`);
    this.replaceReasons(before);
  }

  private replaceReasons(reasons: readonly string[]): void {
    const listed = reasons.map((reason) => `'${reason}'`).join(', ');
    this.addSql(`alter table github_connections
      drop constraint github_connections_paused_reasons_check,
      add constraint github_connections_paused_reasons_check check (paused_reasons <@ array[${listed}])`);
  }
}

const before = [
  'repository_deleted',
  'repository_replaced',
  'repository_transferred',
  'installation_deleted',
  'installation_unbound',
  'repository_removed_from_installation',
];
