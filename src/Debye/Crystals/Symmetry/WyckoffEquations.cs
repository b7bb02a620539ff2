using System.Collections.Immutable;

namespace Debye.Crystals.Symmetry;

/// <summary>
/// The first position of a Wyckoff orbit as equations: a point lies on it, or on a lattice translate of it, when every
/// c·x + c0 is a whole number.
/// </summary>
internal sealed class WyckoffEquations
{
    // All coefficients of the tables are multiples of this inverse.
    private const int Denominator = 12;

    private readonly double[] _coefficients;
    private readonly double[] _constants;

    public WyckoffEquations(WyckoffPosition position)
    {
        Position = position;
        var map = position.Positions[0];
        ReadOnlySpan<double> m = [map.M11 - 1, map.M12, map.M13, map.M21, map.M22 - 1, map.M23, map.M31, map.M32, map.M33 - 1];
        var whole = new int[3, 3];
        for (var i = 0; i < 9; i++)
            whole[i / 3, i % 3] = (int)Math.Round(m[i] * Denominator);
        var smith = new SmithForm(whole);
        _coefficients = new double[3 * smith.Rank];
        _constants = new double[smith.Rank];
        for (var i = 0; i < smith.Rank; i++)
        {
            for (var j = 0; j < 3; j++)
                _coefficients[3 * i + j] = smith.InverseV[i, j];
            var constant = smith.U[i, 0] * map.Tx + smith.U[i, 1] * map.Ty + smith.U[i, 2] * map.Tz;
            _constants[i] = constant * Denominator / smith.Diagonal(i);
        }
    }

    public WyckoffPosition Position { get; }

    /// <summary>Largest distance of an equation from a whole number, 0…0.5.</summary>
    public double Residual(FractionalPosition x)
    {
        var worst = 0.0;
        for (var i = 0; i < _constants.Length; i++)
        {
            var value = _coefficients[3 * i] * x.X + _coefficients[3 * i + 1] * x.Y + _coefficients[3 * i + 2] * x.Z + _constants[i];
            worst = Math.Max(worst, Math.Abs(value - Math.Round(value)));
        }

        return worst;
    }

    /// <summary>The position with the given multiplicity whose orbit comes closest to a point; null when none has it.</summary>
    public static WyckoffPosition? Best(
        IEnumerable<WyckoffEquations> candidates,
        ImmutableArray<SymmetryOperation> operations,
        FractionalPosition x,
        int multiplicity
    )
    {
        WyckoffPosition? best = null;
        var smallest = double.PositiveInfinity;
        foreach (var candidate in candidates)
        {
            if (candidate.Position.Multiplicity != multiplicity)
                continue;
            foreach (var operation in operations)
            {
                var residual = candidate.Residual(operation.Apply(x));
                if (residual >= smallest)
                    continue;
                (smallest, best) = (residual, candidate.Position);
                if (residual < 1e-7)
                    return best;
            }
        }

        return best;
    }
}
