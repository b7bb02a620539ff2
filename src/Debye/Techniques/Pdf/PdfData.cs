using System.Collections.Immutable;

namespace Debye.Techniques.Pdf;

/// <summary>
/// A curve of total scattering as it was measured or reduced: strictly increasing axis, values, and what is known about it.
/// </summary>
public sealed class PdfData
{
    private readonly double[] _x;
    private readonly double[] _y;
    private readonly double[] _sigma;

    /// <summary>Creates a curve; the arrays are copied.</summary>
    /// <param name="quantity">What the values are.</param>
    /// <param name="x">Strictly increasing, finite, not negative; unit as <paramref name="quantity"/> says.</param>
    /// <param name="y">As many finite values.</param>
    /// <param name="sigma">Standard uncertainty of each value, not negative; empty where none is known.</param>
    /// <exception cref="ArgumentException">Lengths differ, there is no point, a value is not finite, or the axis does not
    /// increase.</exception>
    public PdfData(PdfQuantity quantity, ReadOnlySpan<double> x, ReadOnlySpan<double> y, ReadOnlySpan<double> sigma = default)
    {
        if (x.IsEmpty || x.Length != y.Length || (sigma.Length > 0 && sigma.Length != x.Length))
            throw new ArgumentException(
                $"Expected as many values as points of the axis and at least one, got {x.Length} points, {y.Length} values and "
                    + $"{sigma.Length} uncertainties.",
                nameof(y)
            );
        for (var i = 0; i < x.Length; i++)
        {
            if (!double.IsFinite(x[i]) || !double.IsFinite(y[i]) || x[i] < 0)
                throw new ArgumentException(
                    Invariant($"Point {i} is ({x[i]:g6}, {y[i]:g6}); expected finite numbers and an axis that is not negative."),
                    nameof(x)
                );
            if (i > 0 && x[i] <= x[i - 1])
                throw new ArgumentException(
                    Invariant($"The axis does not increase at point {i} ({x[i]:g8} after {x[i - 1]:g8})."),
                    nameof(x)
                );
            if (sigma.Length > 0 && !(sigma[i] >= 0 && double.IsFinite(sigma[i])))
                throw new ArgumentException(
                    Invariant($"The uncertainty of point {i} is {sigma[i]:g6}; expected a finite number of at least 0."),
                    nameof(sigma)
                );
        }

        (Quantity, _x, _y, _sigma) = (quantity, x.ToArray(), y.ToArray(), sigma.ToArray());
    }

    /// <summary>What the values are.</summary>
    public PdfQuantity Quantity { get; }

    /// <summary>Axis: r in Å, Q in 1/Å or 2θ in degrees, strictly increasing.</summary>
    public ReadOnlySpan<double> X => _x;

    /// <summary>Values: G in Å⁻², F in 1/Å, S without unit, intensities in an arbitrary one.</summary>
    public ReadOnlySpan<double> Y => _y;

    /// <summary>Standard uncertainties of the values; empty where none are known.</summary>
    public ReadOnlySpan<double> Sigma => _sigma;

    /// <summary>Number of points.</summary>
    public int Length => _x.Length;

    /// <summary>What the file's header states.</summary>
    public PdfHeader Header { get; init; } = PdfHeader.Empty;

    /// <summary>What was converted or assumed on the way here, one sentence each; empty where nothing was.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>Where it came from: a file name, an id.</summary>
    public string Source { get; init; } = "";
}
