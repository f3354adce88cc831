//! The query language: `metadata['order_id']:'42' AND status:'requires_capture' AND amount>1000`.

use crate::error::StripeError;
use crate::payment_intents::PaymentIntent;

#[derive(Debug)]
pub(super) struct Query(Vec<Term>);

#[derive(Debug)]
pub(super) struct Term {
    is_negated: bool,
    field: Field,
    comparison: Comparison,
    /// Nothing is `null`: the field is absent.
    value: Option<String>,
}

#[derive(Debug, PartialEq)]
enum Field {
    Metadata(String),
    Status,
    Currency,
    Amount,
    Created,
    Customer,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Comparison {
    Equal,
    Contains,
    More,
    Less,
    AtLeast,
    AtMost,
}

impl Query {
    pub(super) fn parse(text: &str) -> Result<Self, StripeError> {
        let mut reader = Reader { rest: text.trim() };
        let mut terms = vec![reader.term()?];
        while !reader.rest.is_empty() {
            if !reader.skip_word("and") {
                return Err(invalid("only AND may join the terms of a query"));
            }
            terms.push(reader.term()?);
        }
        Ok(Self(terms))
    }

    pub(super) fn terms(&self) -> &[Term] {
        &self.0
    }

    pub(super) fn matches(&self, intent: &PaymentIntent) -> bool {
        self.0.iter().all(|term| term.holds(intent) != term.is_negated)
    }
}

impl Term {
    /// The pair that an intent must have in its metadata, if this term says so.
    pub(super) fn metadata_value(&self) -> Option<(String, String)> {
        match (&self.field, &self.value) {
            (Field::Metadata(key), Some(value))
                if self.comparison == Comparison::Equal && !self.is_negated =>
            {
                Some((key.clone(), value.clone()))
            }
            _ => None,
        }
    }

    fn holds(&self, intent: &PaymentIntent) -> bool {
        let actual = match &self.field {
            Field::Metadata(key) => intent.metadata.get(key).cloned(),
            Field::Status => Some(intent.status.as_str().to_owned()),
            Field::Currency => Some(intent.currency.to_owned()),
            Field::Amount => Some(intent.amount.to_string()),
            Field::Created => Some(intent.created().to_string()),
            Field::Customer => None,
        };
        let (Some(actual), Some(wanted)) = (&actual, &self.value) else { return actual == self.value };
        let numbers = actual.parse::<i64>().ok().zip(wanted.parse::<i64>().ok());
        let compared = |holds: fn(i64, i64) -> bool| numbers.is_some_and(|(a, b)| holds(a, b));
        match self.comparison {
            Comparison::Equal => actual.eq_ignore_ascii_case(wanted),
            Comparison::Contains => actual.to_lowercase().contains(&wanted.to_lowercase()),
            Comparison::More => compared(|a, b| a > b),
            Comparison::Less => compared(|a, b| a < b),
            Comparison::AtLeast => compared(|a, b| a >= b),
            Comparison::AtMost => compared(|a, b| a <= b),
        }
    }
}

struct Reader<'a> {
    rest: &'a str,
}

impl<'a> Reader<'a> {
    fn term(&mut self) -> Result<Term, StripeError> {
        let is_negated = self.skip("-");
        let field = self.field()?;
        let comparison = self.comparison()?;
        let value = self.value()?;
        Ok(Term { is_negated, field, comparison, value })
    }

    fn field(&mut self) -> Result<Field, StripeError> {
        match self.word() {
            "metadata" => {
                let is_open = self.skip("[");
                let key = self.quoted()?;
                if !is_open || !self.skip("]") {
                    return Err(invalid("metadata needs a key, metadata['key']"));
                }
                Ok(Field::Metadata(key))
            }
            "status" => Ok(Field::Status),
            "currency" => Ok(Field::Currency),
            "amount" => Ok(Field::Amount),
            "created" => Ok(Field::Created),
            "customer" => Ok(Field::Customer),
            other => Err(invalid(&format!("field `{other}` is an unsupported search field"))),
        }
    }

    fn comparison(&mut self) -> Result<Comparison, StripeError> {
        let signs = [
            (">=", Comparison::AtLeast),
            ("<=", Comparison::AtMost),
            (">", Comparison::More),
            ("<", Comparison::Less),
            ("~", Comparison::Contains),
            (":", Comparison::Equal),
        ];
        let found = signs.into_iter().find(|(sign, _)| self.skip(sign));
        found
            .map(|(_, comparison)| comparison)
            .ok_or_else(|| invalid("a field needs a comparison and a value"))
    }

    fn value(&mut self) -> Result<Option<String>, StripeError> {
        self.rest = self.rest.trim_start();
        if self.rest.starts_with(['\'', '"']) {
            return self.quoted().map(Some);
        }
        match self.word() {
            "" => Err(invalid("a value is missing")),
            "null" => Ok(None),
            number => Ok(Some(number.to_owned())),
        }
    }

    fn quoted(&mut self) -> Result<String, StripeError> {
        self.rest = self.rest.trim_start();
        let mut characters = self.rest.char_indices();
        let Some((_, quote @ ('\'' | '"'))) = characters.next() else {
            return Err(invalid("a text needs quotes"));
        };
        let mut text = String::new();
        while let Some((index, character)) = characters.next() {
            match character {
                '\\' => text.extend(characters.next().map(|(_, escaped)| escaped)),
                c if c == quote => {
                    self.rest = self.rest.get(index + 1..).unwrap_or_default().trim_start();
                    return Ok(text);
                }
                c => text.push(c),
            }
        }
        Err(invalid("a quote is not closed"))
    }

    fn word(&mut self) -> &'a str {
        let text = self.rest.trim_start();
        let end = text.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(text.len());
        let (word, rest) = text.split_at(end);
        self.rest = rest.trim_start();
        word
    }

    fn skip(&mut self, sign: &str) -> bool {
        match self.rest.strip_prefix(sign) {
            Some(rest) => {
                self.rest = rest.trim_start();
                true
            }
            None => false,
        }
    }

    fn skip_word(&mut self, wanted: &str) -> bool {
        let before = self.rest;
        if self.word().eq_ignore_ascii_case(wanted) {
            return true;
        }
        self.rest = before;
        false
    }
}

fn invalid(message: &str) -> StripeError {
    StripeError::InvalidParameter {
        param: "query".to_owned(),
        code: None,
        message: format!("We were unable to parse your search query: {message}."),
    }
}
