using Debye.Crystals;

namespace Debye.Learning.Techniques;

/// <summary>Sodium chloride, the crystal that proofs are made from.</summary>
internal static class RockSalt
{
    private const double EdgeAngstrom = 5.64;

    /// <summary>The conventional cell, Fm-3m.</summary>
    public static Structure Structure { get; } =
        new()
        {
            Id = "NaCl",
            Lattice = Lattice.Cubic(EdgeAngstrom),
            Sites =
            [
                .. new FractionalPosition[] { new(0, 0, 0), new(0, 0.5, 0.5), new(0.5, 0, 0.5), new(0.5, 0.5, 0) }.SelectMany(sodium =>
                    new[] { new Site(new Species(11), sodium), new Site(new Species(17), sodium + new FractionalPosition(0.5, 0, 0)) }
                ),
            ],
        };
}
