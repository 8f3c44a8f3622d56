use proptest::prelude::*;
use rust_decimal::prelude::FromStr as _;

use super::*;

fn decimal(text: &str) -> Decimal {
    Decimal::from_str(text).unwrap()
}

fn rules(basis: PriceBasis, policy: RoundingPolicy, tax: &str) -> Rules {
    Rules { currency: Currency::parse("EUR").unwrap(), basis, policy, tax_percent: decimal(tax) }
}

fn charge(quantity: &str, unit_price: &str, discount: &str) -> Charge {
    Charge { quantity: decimal(quantity), unit_price: decimal(unit_price), discount_percent: decimal(discount) }
}

fn totals(policy: RoundingPolicy, tax: &str, charges: &[Charge]) -> (i64, i64, i64) {
    let (_, total) = price(&rules(PriceBasis::Excluded, policy, tax), charges, 0).unwrap();
    (total.net, total.tax, total.gross)
}

use RoundingPolicy::{LineThenCategory, PerLineTax};

#[test]
fn one_line_does_not_depend_on_the_policy() {
    let charges = [charge("16", "348.35", "4")];
    assert_eq!(totals(LineThenCategory, "22", &charges), (535_066, 117_715, 652_781));
    assert_eq!(totals(PerLineTax, "22", &charges), (535_066, 117_715, 652_781));
}

#[test]
fn two_lines_may_differ_by_a_cent_of_tax_between_the_policies() {
    let charges = [charge("1", "55.55", "0"), charge("1", "11.11", "0")];
    assert_eq!(totals(LineThenCategory, "23", &charges).1, 1533);
    assert_eq!(totals(PerLineTax, "23", &charges).1, 1534);
}

#[test]
fn discounted_lines_are_rounded_before_tax() {
    let charges = [charge("10", "30.75", "5"), charge("1", "70.00", "5")];
    assert_eq!(totals(LineThenCategory, "15", &charges), (35_863, 5_379, 41_242));
    assert_eq!(totals(PerLineTax, "15", &charges), (35_863, 5_380, 41_243));
}

#[test]
fn no_phantom_discount_appears() {
    let charges = [charge("3", "3.460", "0"), charge("1", "25.000", "0"), charge("6", "4.713", "0"), charge("6", "4.501", "0")];
    assert_eq!(totals(LineThenCategory, "0", &charges).0, 9067);
}

#[test]
fn a_hundred_percent_off_is_exactly_zero() {
    assert_eq!(totals(LineThenCategory, "21", &[charge("2.25", "64.22", "0")]).0, 14_450);
    assert_eq!(totals(LineThenCategory, "21", &[charge("2.25", "64.22", "100")]), (0, 0, 0));
}

#[test]
fn a_full_coupon_over_the_header_leaves_nothing() {
    let charges = [charge("2", "11.50", "0")];
    let (lines, total) = price(&rules(PriceBasis::Excluded, LineThenCategory, "15"), &charges, 2300).unwrap();
    assert_eq!((lines[0], total), (Priced::default(), Priced::default()));
}

#[test]
fn tax_included_splits_the_gross() {
    let (lines, total) = price(&rules(PriceBasis::Included, LineThenCategory, "21"), &[charge("2", "1.57", "0")], 0).unwrap();
    assert_eq!(lines[0], Priced { net: 260, tax: 54, gross: 314 });
    assert_eq!(total, lines[0]);
}

#[test]
fn currencies_round_to_their_own_minor_unit() {
    assert_eq!(Currency::parse("JPY").unwrap().minor(decimal("10.5")).unwrap(), 11);
    assert_eq!(Currency::parse("KWD").unwrap().minor(decimal("1.2345")).unwrap(), 1235);
    assert_eq!(Currency::parse("EUR").unwrap().minor(decimal("-0.005")).unwrap(), -1);
    assert!(Currency::parse("eur").is_err() && Currency::parse("XXX").is_err() && Currency::parse("").is_err());
}

#[test]
fn a_price_beyond_six_decimals_is_refused_not_rounded() {
    assert_eq!(price_micro(decimal("0.043210")).unwrap(), 43_210);
    assert!(price_micro(decimal("0.0432101")).is_err());
}

#[test]
fn absurd_amounts_are_refused() {
    let huge = Charge { quantity: Decimal::MAX, unit_price: Decimal::MAX, discount_percent: Decimal::ZERO };
    assert!(price(&rules(PriceBasis::Excluded, LineThenCategory, "21"), &[huge], 0).is_err());
}

#[test]
fn a_decimal_is_read_to_its_last_digit_or_refused() {
    for text in ["0", "-3", "12.50", "0.0000000000000000000000000001", "-79228162514264337593543950335"] {
        assert_eq!(Exact::parse(text).unwrap().to_string(), text);
    }
    let long = ["99999999999999999999999999999", "9.9999999999999999999999999999", "0.00000000000000000000000000015"];
    for text in ["1e5", "1,5", "", "-", ".5", "5.", "1-2", "--1", "1.2.3", " 1", "+1", "٣"].into_iter().chain(long) {
        assert!(Exact::parse(text).is_err(), "{text}");
    }
}

#[test]
fn whatever_the_schema_of_a_decimal_lets_in_can_be_held() {
    let longest = crate::schema::input::<Exact>()["maxLength"].as_u64().unwrap() as usize;
    let nines = "9".repeat(longest);
    for point in 1..longest - 1 {
        let text = format!("{}.{}", &nines[..point], &nines[point + 1..]);
        assert!(Exact::parse(&text).is_ok(), "{text}");
    }
    assert!(Exact::parse(&nines).is_ok());
}

fn charges() -> impl Strategy<Value = Vec<Charge>> {
    let one = (1_i64..10_000_000, 0_i64..100_000_000_000, 0_i64..=10_000).prop_map(|(quantity, price, discount)| Charge {
        quantity: Decimal::new(quantity, 3),
        unit_price: Decimal::new(price, 6),
        discount_percent: Decimal::new(discount, 2),
    });
    proptest::collection::vec(one, 1..40)
}

proptest! {
    #[test]
    fn lines_add_up_to_the_total(charges in charges(), tax in 0_i64..=3_000, included: bool, per_line: bool) {
        let rules = Rules {
            tax_percent: Decimal::new(tax, 2),
            ..rules(
                if included { PriceBasis::Included } else { PriceBasis::Excluded },
                if per_line { PerLineTax } else { LineThenCategory },
                "0",
            )
        };
        let (lines, total) = price(&rules, &charges, 0).unwrap();
        prop_assert_eq!(lines.iter().map(|line| line.net).sum::<i64>(), total.net);
        prop_assert_eq!(lines.iter().map(|line| line.tax).sum::<i64>(), total.tax);
        prop_assert_eq!(lines.iter().map(|line| line.gross).sum::<i64>(), total.gross);
        prop_assert!(lines.iter().all(|line| line.net + line.tax == line.gross));
    }

    #[test]
    fn a_header_discount_is_taken_off_to_the_cent(charges in charges(), percent in 0_i64..=100) {
        let rules = rules(PriceBasis::Excluded, LineThenCategory, "21");
        let (_, before) = price(&rules, &charges, 0).unwrap();
        let discount = before.net * percent / 100;
        let (_, after) = price(&rules, &charges, discount).unwrap();
        prop_assert_eq!(before.net - after.net, discount);
    }

    #[test]
    fn allocation_is_exact_and_fair(total in -1_000_000_i64..1_000_000, weights in proptest::collection::vec(0_i64..1_000_000, 1..50)) {
        let shares = allocate(total, &weights).unwrap();
        prop_assert_eq!(shares.iter().sum::<i64>(), total);
        let whole: i128 = weights.iter().map(|weight| i128::from(*weight)).sum();
        for (share, weight) in shares.iter().zip(&weights) {
            if whole > 0 {
                let off = i128::from(*share) * whole - i128::from(total) * i128::from(*weight);
                prop_assert!(off.abs() < whole);
            }
        }
    }

    #[test]
    fn amounts_survive_the_wire(amount_minor: i64) {
        let amount = Currency::parse("EUR").unwrap().amount(amount_minor);
        let text = serde_json::to_string(&amount).unwrap();
        prop_assert_eq!(serde_json::from_str::<Amount>(&text).unwrap(), amount);
    }
}
