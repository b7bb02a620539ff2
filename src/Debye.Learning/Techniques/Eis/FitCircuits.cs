using System.Collections.Immutable;
using Debye.Techniques.Eis.Circuits;

namespace Debye.Learning.Techniques.Eis;

/// <summary>
/// The nine circuits of <see cref="EisCircuitClass"/> within the limits that their class has in the training rows, with some room.
/// </summary>
internal static class FitCircuits
{
    private const string Lead = "L1{?/5e-9/2e-5}-R1{?/0.005/2000}";

    /// <summary>The circuits, in the order of the classes.</summary>
    public static ImmutableArray<Circuit> All { get; } =
    [
        .. (
            (string[])
                [
                    $"{Lead}-{Arc(2, 1)}",
                    $"{Lead}-{Arc(2, 1)}-{Arc(3, 2)}",
                    $"{Lead}-{Arc(2, 1)}-{Arc(3, 2)}-{Arc(4, 3)}",
                    "p(R1{?/0.005/2000},C1)-G1{?/1e-6/1e4,?/1e-6/1e3}-G2{?/1e-6/1e4,?/1e-6/1e3}",
                    "p(R1{?/0.005/1e7},C1)-p(R2{?/0.005/1e7},C2)-p(R3{?/0.005/1e7},CPE3{?,0.9F})-" + Arc(4, 4),
                    $"{Arc(1, 1)}-{Arc(2, 2)}",
                    $"{Arc(1, 1)}-{Arc(2, 2)}-{Arc(3, 3)}",
                    $"{Arc(1, 1)}-{Arc(2, 2)}-{Arc(3, 3)}-{Arc(4, 4)}",
                    "R1{?/0.005/2000}-Wsp1{?/0.005/2e4,?/1e-5/1e6,?/0.2/0.7}",
                ]
        ).Select(text => Circuit.Parse(text)),
    ];

    private static string Arc(int resistor, int element) => Invariant($"p(R{resistor}{{?/0.005/1e7}},CPE{element}{{?,?/0.4/1.02}})");
}
