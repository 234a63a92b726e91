-- Measures across all customers: by time, and those few rows on which something is still owed or to be invoiced.
create index sales_orders_by_time on domain.sales_orders (tenant_id, created_at);
create index invoices_by_time on domain.invoices (tenant_id, issued_at);
create index payments_by_time on domain.payments (tenant_id, paid_at);
-- The lists of statuses are those of the statements, in their order: only then are these indexes used.
create index invoices_unsettled on domain.invoices (tenant_id, customer_id)
  where lower(status) not in ('void', 'voided', 'cancelled', 'canceled', 'draft', 'deleted', 'paid', 'closed', 'settled',
    'written_off', 'written off', 'uncollectible', 'credited', 'refunded');
create index sales_orders_unfinished on domain.sales_orders (tenant_id, customer_id)
  where lower(status) not in ('cancelled', 'canceled', 'rejected', 'void', 'draft', 'quote', 'returned', 'invoiced', 'paid',
    'completed', 'complete', 'closed', 'delivered', 'fulfilled');
