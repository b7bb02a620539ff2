using Debye.Crystals;

namespace Debye.Techniques.Xrd.Library;

/// <summary>The ways in which a cell can change without leaving its crystal system, as changes of the reciprocal metric.</summary>
internal static class CellStrain
{
    /// <summary>Number of free shape parameters besides the overall scale.</summary>
    public static int Freedom(CrystalSystem system) =>
        system switch
        {
            CrystalSystem.Cubic => 0,
            CrystalSystem.Tetragonal or CrystalSystem.Trigonal or CrystalSystem.Hexagonal => 1,
            CrystalSystem.Orthorhombic => 2,
            CrystalSystem.Monoclinic => 3,
            _ => 5,
        };

    /// <summary>
    /// Applies an isotropic scale and shape changes to a reciprocal metric (G11 G22 G33 G23 G13 G12).
    /// </summary>
    /// <param name="metric">Metric of the undistorted cell, 1/Å².</param>
    /// <param name="system">Crystal system; the unique axis of monoclinic cells is b, of uniaxial cells c.</param>
    /// <param name="lengthScale">Factor on all lengths.</param>
    /// <param name="shape">Relative changes, <see cref="Freedom"/> numbers.</param>
    /// <param name="destination">Six numbers.</param>
    public static void Apply(
        ReadOnlySpan<double> metric,
        CrystalSystem system,
        double lengthScale,
        ReadOnlySpan<double> shape,
        Span<double> destination
    )
    {
        // Lengths of reciprocal axes change by fa, fb, fc; cosines of reciprocal angles by small additions.
        double fa = 1,
            fb = 1,
            fc = 1,
            alpha = 0,
            beta = 0,
            gamma = 0;
        switch (system)
        {
            case CrystalSystem.Cubic:
                break;
            case CrystalSystem.Tetragonal or CrystalSystem.Trigonal or CrystalSystem.Hexagonal:
                fc = 1 + shape[0];
                break;
            case CrystalSystem.Orthorhombic:
                (fb, fc) = (1 + shape[0], 1 + shape[1]);
                break;
            case CrystalSystem.Monoclinic:
                (fb, fc, beta) = (1 + shape[0], 1 + shape[1], shape[2]);
                break;
            default:
                (fb, fc, alpha, beta, gamma) = (1 + shape[0], 1 + shape[1], shape[2], shape[3], shape[4]);
                break;
        }

        var scale = 1 / (lengthScale * lengthScale);
        destination[0] = metric[0] * fa * fa * scale;
        destination[1] = metric[1] * fb * fb * scale;
        destination[2] = metric[2] * fc * fc * scale;
        destination[3] = (metric[3] + alpha * Math.Sqrt(metric[1] * metric[2])) * fb * fc * scale;
        destination[4] = (metric[4] + beta * Math.Sqrt(metric[0] * metric[2])) * fa * fc * scale;
        destination[5] = (metric[5] + gamma * Math.Sqrt(metric[0] * metric[1])) * fa * fb * scale;
    }
}
