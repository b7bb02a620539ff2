using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Debye.Crystals;

namespace Debye.Techniques.Pdf.Refinement;

/// <summary>
/// Pair distances around one site in bins, with what the distances do when the site moves or the crystal is strained:
/// sixteen numbers for each bin.
/// </summary>
/// <remarks>
/// Lanes 0…2: Σ w·∂r/∂x of the far atom (its direction); 3…8: Σ w·∂r/∂ε for xx, yy, zz, xy, xz, yz (elements off the diagonal once);
/// 9: Σ w. A pair is divided between two bins, which widens peaks by a twelfth of the squared bin on average.
/// </remarks>
internal sealed class PairDerivatives
{
    public const int Lanes = 16;
    public const int FirstStrain = 3;
    public const int Weight = 9;

    /// <summary>Å²: nearer is the atom itself.</summary>
    private const double Self = 1e-4;

    private static readonly Vector512<int> First = Vector512.Create(0, 1, 2, 0, 1, 2, 0, 0, 1, 3, 3, 3, 3, 3, 3, 3);
    private static readonly Vector512<int> Second = Vector512.Create(3, 3, 3, 0, 1, 2, 1, 2, 2, 3, 3, 3, 3, 3, 3, 3);
    private static readonly Vector512<float> Directions = Vector512.Create(1f, 1, 1, 1, 1, 1, 2, 2, 2, 0, 0, 0, 0, 0, 0, 0);
    private static readonly Vector512<float> Ones = Vector512.Create(0f, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0);

    private float[] _bins = [];

    /// <summary>The numbers, bin after bin.</summary>
    public ReadOnlySpan<float> Bins => _bins.AsSpan(0, Length * Lanes);

    /// <summary>Number of bins; bin b stands at r = b·width.</summary>
    public int Length { get; private set; }

    /// <summary>Starts anew.</summary>
    public void Clear(int length)
    {
        if (_bins.Length < length * Lanes)
            _bins = new float[length * Lanes];
        Length = length;
        _bins.AsSpan(0, length * Lanes).Clear();
    }

    /// <summary>Adds the pairs p + T, T all lattice vectors.</summary>
    /// <param name="translations">The lattice vectors.</param>
    /// <param name="p">From the site to another atom, Å.</param>
    /// <param name="reach">Longest distance, Å.</param>
    /// <param name="weight">Weight of each pair.</param>
    /// <param name="width">Width of a bin, Å.</param>
    public void Add(LatticeTranslations translations, CartesianPosition p, double reach, double weight, double width)
    {
        var tx = translations.X;
        var ty = translations.Y;
        var tz = translations.Z;
        var (limit, perBin) = (reach * reach, 1 / width);
        ref var bins = ref MemoryMarshal.GetArrayDataReference(_bins);
        for (var t = 0; t < tx.Length; t++)
        {
            var (dx, dy, dz) = (p.X + tx[t], p.Y + ty[t], p.Z + tz[t]);
            var squared = dx * dx + dy * dy + dz * dz;
            if (squared > limit || squared < Self)
                continue;
            var r = Math.Sqrt(squared);
            var place = r * perBin;
            var bin = (int)place;
            var share = (float)(place - bin);
            var d = Vector512.Create(
                Vector256.Create(Vector128.Create((float)dx, (float)dy, (float)dz, 1f), Vector128<float>.Zero),
                Vector256<float>.Zero
            );
            var scale = Vector512.FusedMultiplyAdd(Directions, Vector512.Create((float)(weight / r)), Ones * (float)weight);
            var values = Vector512.Shuffle(d, First) * Vector512.Shuffle(d, Second) * scale;
            ref var low = ref Unsafe.Add(ref bins, bin * Lanes);
            ref var high = ref Unsafe.Add(ref low, Lanes);
            Vector512.FusedMultiplyAdd(values, Vector512.Create(1 - share), Vector512.LoadUnsafe(ref low)).StoreUnsafe(ref low);
            Vector512.FusedMultiplyAdd(values, Vector512.Create(share), Vector512.LoadUnsafe(ref high)).StoreUnsafe(ref high);
        }
    }
}
