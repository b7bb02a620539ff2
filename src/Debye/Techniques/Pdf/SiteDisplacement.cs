using Debye.Crystals;

namespace Debye.Techniques.Pdf;

/// <summary>Where the displacement of an atom came from.</summary>
internal enum DisplacementSource
{
    /// <summary>Isotropic, from the structure or one for all.</summary>
    Isotropic,

    /// <summary>A tensor of the structure.</summary>
    Anisotropic,

    /// <summary>The structure gives none (or 0): the default of the settings.</summary>
    Assumed,
}

/// <summary>The mean-square displacement of an atom as a tensor on Cartesian axes.</summary>
internal static class SiteDisplacement
{
    /// <summary>Fills the tensor of a site.</summary>
    /// <param name="site">The site.</param>
    /// <param name="index">Its number, from 0, for messages.</param>
    /// <param name="lattice">The lattice; null for a cluster, whose tensors are on Cartesian axes.</param>
    /// <param name="options">Uniform or default displacement.</param>
    /// <param name="tensor">Receives xx, yy, zz, xy, xz, yz, Å².</param>
    /// <exception cref="ArgumentException">Nothing is given and no default either, or a tensor is not positive.</exception>
    public static DisplacementSource Of(Site site, int index, Lattice? lattice, PdfOptions options, Span<double> tensor)
    {
        if (options.UniformUisoAngstrom2 is { } uniform)
            return Isotropic(uniform, tensor);
        if (site.Uij is { } u && (u.U11 != 0 || u.U22 != 0 || u.U33 != 0))
        {
            ToCartesian(u, lattice, tensor);
            if (Smallest(tensor) > 0 && tensor[0] + tensor[1] + tensor[2] <= 30)
                return DisplacementSource.Anisotropic;
            throw new ArgumentException(
                Invariant($"The displacement tensor of site {index + 1} ({site.Species}) is not positive definite or above 10 Å².")
            );
        }

        if (site.UisoAngstrom2 is { } own && own != 0)
            return own is > 0 and <= 10
                ? Isotropic(own, tensor)
                : throw new ArgumentException(
                    Invariant($"The displacement of site {index + 1} ({site.Species}) is {own:g4} Å²; expected above 0 and up to 10 Å².")
                );
        if (options.DefaultUisoAngstrom2 is not { } missing)
            throw new ArgumentException(
                Invariant(
                    $"Site {index + 1} ({site.Species}) has no displacement parameter, without which peaks have no width: give a default."
                )
            );
        Isotropic(missing, tensor);
        return DisplacementSource.Assumed;
    }

    /// <summary>Smallest displacement in any direction, Å²: the smallest eigenvalue.</summary>
    /// <remarks>
    /// Trigonometric solution for symmetric 3×3 matrices: O. K. Smith, Commun. ACM 4, 168 (1961), doi 10.1145/355578.366316.
    /// </remarks>
    public static double Smallest(ReadOnlySpan<double> t)
    {
        var mean = (t[0] + t[1] + t[2]) / 3;
        var (x, y, z) = (t[0] - mean, t[1] - mean, t[2] - mean);
        var off = t[3] * t[3] + t[4] * t[4] + t[5] * t[5];
        var p = Math.Sqrt((x * x + y * y + z * z + 2 * off) / 6);
        if (p < 1e-15)
            return mean;
        var determinant = x * (y * z - t[5] * t[5]) - t[3] * (t[3] * z - t[5] * t[4]) + t[4] * (t[3] * t[5] - y * t[4]);
        var angle = Math.Acos(Math.Clamp(determinant / (2 * p * p * p), -1, 1)) / 3;
        return mean + 2 * p * Math.Cos(angle + 2 * Math.PI / 3);
    }

    private static DisplacementSource Isotropic(double u, Span<double> tensor)
    {
        tensor.Clear();
        tensor[..3].Fill(u);
        return DisplacementSource.Isotropic;
    }

    /// <summary>U_cart = A·N·U·N·Aᵀ with the lattice vectors as columns of A and N = diag(a*, b*, c*).</summary>
    private static void ToCartesian(AnisotropicDisplacement u, Lattice? lattice, Span<double> tensor)
    {
        ReadOnlySpan<double> full = [u.U11, u.U12, u.U13, u.U12, u.U22, u.U23, u.U13, u.U23, u.U33];
        Span<double> axes = [1, 0, 0, 0, 1, 0, 0, 0, 1];
        if (lattice is not null)
        {
            var inverse = lattice.Inverse;
            for (var i = 0; i < 3; i++)
            {
                var n = Math.Sqrt(inverse[i] * inverse[i] + inverse[3 + i] * inverse[3 + i] + inverse[6 + i] * inverse[6 + i]);
                for (var x = 0; x < 3; x++)
                    axes[3 * i + x] = n * lattice.Rows[3 * i + x];
            }
        }

        ReadOnlySpan<int> rows = [0, 1, 2, 0, 0, 1],
            columns = [0, 1, 2, 1, 2, 2];
        tensor.Clear();
        for (var e = 0; e < 6; e++)
        for (var i = 0; i < 3; i++)
        for (var j = 0; j < 3; j++)
            tensor[e] += axes[3 * i + rows[e]] * full[3 * i + j] * axes[3 * j + columns[e]];
    }
}
