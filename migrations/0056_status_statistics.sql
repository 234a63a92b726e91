-- Which orders and invoices are finished is told by lower(status). Without statistics of that very expression PostgreSQL
-- takes nearly all of them for unfinished, and reads whole tables where a partial index has the few.
do $$
begin
  if current_setting('server_version_num')::int >= 140000 then
    execute 'create statistics if not exists domain.sales_orders_status on (lower(status)) from domain.sales_orders';
    execute 'create statistics if not exists domain.invoices_status on (lower(status)) from domain.invoices';
  end if;
end $$;
