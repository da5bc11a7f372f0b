/// The quotient rounded towards minus infinity; `divisor` must be positive.
@inline(__always)
func floorDivide<Number: SignedInteger>(_ number: Number, _ divisor: Number) -> Number {
    let quotient = number / divisor
    return number % divisor < 0 ? quotient - 1 : quotient
}

/// The remainder of `floorDivide`, always 0..<divisor.
@inline(__always)
func floorRemainder<Number: SignedInteger>(_ number: Number, _ divisor: Number) -> Number {
    let remainder = number % divisor
    return remainder < 0 ? remainder + divisor : remainder
}
