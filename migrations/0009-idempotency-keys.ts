import { Migration } from '@mikro-orm/migrations';

/** Answers to requests that came with an `Idempotency-Key`. */
export class IdempotencyKeys extends Migration {
  override up(): void {
    this.addSql(`create table idempotency_keys (
      key_id uuid not null,
      idempotency_key text not null,
      organization_id uuid not null,
      lease uuid not null,
      leased_until timestamptz(3) not null,
      fingerprint text,
      answer jsonb,
      created_at timestamptz(3) not null,
      constraint idempotency_keys_pkey primary key (key_id, idempotency_key),
      constraint idempotency_keys_organization_id_foreign
        foreign key (organization_id) references organizations (id),
      constraint idempotency_keys_key_id_foreign foreign key (key_id) references api_keys (id),
      constraint idempotency_keys_fingerprint_check check (fingerprint ~ '^[0-9a-f]{64}$'),
      constraint idempotency_keys_answered_check check ((fingerprint is null) = (answer is null))
    )`);
    this.addSql('create index idempotency_keys_age on idempotency_keys (created_at)');
  }

  override down(): void {
    this.addSql('drop table idempotency_keys');
  }
}
