import { Migration } from '@mikro-orm/migrations';

/** For the history of an entry, which yanks are few of, and for the attempt that published a version. */
export class RegistryIndexes extends Migration {
  override up(): void {
    this.addSql(`create index audit_log_yanks on audit_log (organization_id, created_at, id)
      where action = any (array['version.unyanked', 'version.yanked'])`);
    this.addSql(`create index github_publish_attempts_version on github_publish_attempts (version_id, created_at)
      where version_id is not null`);
  }

  override down(): void {
    this.addSql('drop index github_publish_attempts_version');
    this.addSql('drop index audit_log_yanks');
  }
}
