using Debye.Techniques.Spectra.Preprocessing;

namespace Debye.Learning.Techniques.Spectra.Preprocessing;

/// <summary>Smooths or differentiates (<see cref="SavitzkyGolay"/>); derivatives are per point of the axis.</summary>
public sealed record SavitzkyGolayStep : SpectrumStep
{
    /// <summary>Points of a window, odd, above <see cref="Order"/>.</summary>
    public int Window { get; init; } = 11;

    /// <summary>Order of the polynomials, 0…10.</summary>
    public int Order { get; init; } = 2;

    /// <summary>Derivative that is wanted, 0…<see cref="Order"/>.</summary>
    public int Derivative { get; init; }

    /// <inheritdoc/>
    public override void Validate()
    {
        if (Order is < 0 or > 10)
            throw new ArgumentOutOfRangeException(nameof(Order), Order, "Expected 0…10.");
        if (Window % 2 != 1 || Window <= Order || Window > 1001)
            throw new ArgumentOutOfRangeException(
                nameof(Window),
                Window,
                Invariant($"Expected an odd number above {Order}, the order, and up to 1001.")
            );
        if (Derivative < 0 || Derivative > Order)
            throw new ArgumentOutOfRangeException(nameof(Derivative), Derivative, Invariant($"Expected 0…{Order}."));
    }

    /// <inheritdoc/>
    internal override SpectrumPoints Apply(SpectrumPoints spectrum)
    {
        var values = new double[spectrum.Values.Length];
        new SavitzkyGolay(Window, Order, Derivative).Apply(spectrum.Values, values);
        return spectrum with { Values = values };
    }
}
