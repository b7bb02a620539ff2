namespace Debye.Techniques.Eis.Validation;

/// <summary>What a variant of the linear Kramers–Kronig test describes, and by what.</summary>
/// <param name="IsAdmittance">Whether 1/Z is described: G + Σ gₖ sτₖ/(1 + sτₖ); otherwise Z: R + Σ Rₖ/(1 + sτₖ).</param>
/// <param name="WithCapacitance">Whether a capacitance is added: 1/(sC) in series to an impedance, sC beside an admittance.</param>
/// <param name="WithInductance">Whether an inductance is added: sL in series to an impedance, 1/(sL) beside an admittance.</param>
public readonly record struct KramersKronigVariantKind(bool IsAdmittance, bool WithCapacitance, bool WithInductance)
{
    /// <summary>All eight, impedances first.</summary>
    internal static IEnumerable<KramersKronigVariantKind> All =>
        Enumerable.Range(0, 8).Select(bits => new KramersKronigVariantKind((bits & 4) != 0, (bits & 2) != 0, (bits & 1) != 0));

    /// <summary>Such as "impedance with capacitance".</summary>
    public override string ToString() =>
        (IsAdmittance ? "admittance" : "impedance")
        + (WithCapacitance, WithInductance) switch
        {
            (true, true) => " with capacitance and inductance",
            (true, false) => " with capacitance",
            (false, true) => " with inductance",
            _ => "",
        };
}
