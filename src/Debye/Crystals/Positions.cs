namespace Debye.Crystals;

/// <summary>A position in units of the lattice vectors (dimensionless).</summary>
public readonly record struct FractionalPosition(double X, double Y, double Z)
{
    /// <summary>The same position moved into the cell, each coordinate in [0, 1).</summary>
    public FractionalPosition Wrapped() => new(Wrap(X), Wrap(Y), Wrap(Z));

    /// <summary>Component-wise difference.</summary>
    public static FractionalPosition operator -(FractionalPosition a, FractionalPosition b) => new(a.X - b.X, a.Y - b.Y, a.Z - b.Z);

    /// <summary>Component-wise sum.</summary>
    public static FractionalPosition operator +(FractionalPosition a, FractionalPosition b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z);

    private static double Wrap(double value)
    {
        var wrapped = value - Math.Floor(value);
        return wrapped >= 1.0 ? 0.0 : wrapped;
    }
}

/// <summary>A position in space, in ångström.</summary>
public readonly record struct CartesianPosition(double X, double Y, double Z)
{
    /// <summary>Distance from the origin, Å.</summary>
    public double Length => Math.Sqrt(X * X + Y * Y + Z * Z);
}

/// <summary>Miller indices of a reflection.</summary>
public readonly record struct Hkl(int H, int K, int L);
