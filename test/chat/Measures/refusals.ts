/** What the rows cannot tell, and words of the reason. */
import { type Asked, refuse } from "./asked.ts"

export const refusals: ReadonlyArray<Asked> = [
  refuse("What was our profit last quarter?", "profit"),
  refuse("how much stock do we have", "stock"),
  refuse("What is our churn rate this year?", "churn"),
  refuse("how many employees do we have?", "employees"),
  refuse("Quelle est notre marge ce trimestre ?", "marge"),
  refuse("What will revenue be next quarter?", "has not begun"),
  refuse("orders in the next 30 days", "has not begun"),
  refuse("Quel sera le chiffre d'affaires le mois prochain ?", "pas commencé"),
  refuse("How many rush orders did Zylophone place last month?", "Zylophone"),
  refuse("What was the revenue of Quuxcorp last year?", "Quuxcorp"),
  refuse("convert all revenue into euros", "exchange rates"),
  refuse("total revenue across all currencies", "exchange rates"),
  refuse("revenue by salesperson last month", "salesperson"),
  refuse("orders by product this year", "product"),
  refuse("What is our revenue by region?", "I cannot split revenue by “region”"),
  refuse("How much interest does Delta Industries owe us?", "interest"),
  refuse("orders last summer", "last summer"),
  refuse("revenue this fiscal year", "fiscal year"),
  refuse("What was overdue at the end of March?", "do not keep"),
  refuse("Which customers ordered in March but not in April?", "but not"),
  refuse("How much do customers in Zembla owe us?", "Nothing on your customers' records says “Zembla”"),
  refuse("Which customers have no credit limit?", "not who has none of it (“have no credit”)"),
  refuse("Quels clients n'ont pas de plafond de crédit ?", "pas qui n'en a pas"),
  refuse("Which customers haven't paid anything this month?", "not who has none of it (“haven't paid anything”)"),
  refuse("How many customers owe us nothing?", "not who has none of it")
]
