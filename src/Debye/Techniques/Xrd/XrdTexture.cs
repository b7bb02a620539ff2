using Debye.Crystals;

namespace Debye.Techniques.Xrd;

/// <summary>Preferred orientation after March and Dollase, averaged over the equivalent reflections of each family.</summary>
/// <remarks>
/// P(α) = (r² cos²α + sin²α / r)^(−3/2), α the angle between reflection and preferred axis; r below 1 for platelets
/// lying flat, above 1 for needles, 1 for none. Source: Dollase, J. Appl. Cryst. 19, 267 (1986), doi 10.1107/S0021889886089458.
/// The mean over a family is the mean over the images of the axis, so the axis is turned once and not every reflection.
/// </remarks>
public sealed class XrdTexture
{
    private readonly double[] _directions;
    private readonly double _squared;
    private readonly double _inverse;

    /// <summary>Prepares the factors of one crystal.</summary>
    /// <param name="axis">Preferred axis as a reflection; not 0 0 0.</param>
    /// <param name="march">March parameter r, 0.05…20.</param>
    /// <param name="lattice">The cell.</param>
    /// <param name="symmetry">Its symmetry.</param>
    /// <exception cref="ArgumentOutOfRangeException">r is out of range, or the axis is 0 0 0.</exception>
    public XrdTexture(Hkl axis, double march, Lattice lattice, ReflectionSymmetry symmetry)
    {
        XrdOptions.Require(march is >= 0.05 and <= 20, nameof(march), march, "0.05…20");
        XrdOptions.Require(axis != default, nameof(axis), 0, "another reflection than 0 0 0");
        ArgumentNullException.ThrowIfNull(lattice);
        ArgumentNullException.ThrowIfNull(symmetry);
        (_squared, _inverse) = (march * march, 1 / march);
        var g = lattice.ReciprocalMetricTensor();
        var images = new HashSet<Hkl>();
        foreach (var operation in symmetry.Rotations)
        {
            var image = operation.Apply(axis);
            if (!images.Contains(new Hkl(-image.H, -image.K, -image.L)))
                images.Add(image);
        }

        _directions = [.. images.SelectMany(h => Direction(h, g))];
    }

    /// <summary>The factor of a family: mean of P over its reflections; its mean over all directions is 1.</summary>
    /// <param name="h">First index.</param>
    /// <param name="k">Second index.</param>
    /// <param name="l">Third index.</param>
    /// <param name="inverseDSquared">1/d² of the family, 1/Å².</param>
    public double Factor(double h, double k, double l, double inverseDSquared)
    {
        var sum = 0.0;
        for (var i = 0; i < _directions.Length; i += 3)
        {
            var dot = h * _directions[i] + k * _directions[i + 1] + l * _directions[i + 2];
            var cos2 = Math.Min(1, dot * dot / inverseDSquared);
            var p = _squared * cos2 + (1 - cos2) * _inverse;
            sum += 1 / (p * Math.Sqrt(p));
        }

        return 3 * sum / _directions.Length;
    }

    /// <summary>G*·h / |h|: its product with a reflection, divided by that one's length, is the cosine between them.</summary>
    private static double[] Direction(Hkl h, double[] g)
    {
        double[] v = [g[0] * h.H + g[1] * h.K + g[2] * h.L, g[3] * h.H + g[4] * h.K + g[5] * h.L, g[6] * h.H + g[7] * h.K + g[8] * h.L];
        var length = Math.Sqrt(h.H * v[0] + h.K * v[1] + h.L * v[2]);
        return [v[0] / length, v[1] / length, v[2] / length];
    }
}
