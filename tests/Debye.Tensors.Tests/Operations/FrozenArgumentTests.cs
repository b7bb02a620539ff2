using System.Reflection;
using Debye.Tensors.Cpu;
using static Debye.Tensors.Tests.GradientCheck;

namespace Debye.Tensors.Tests.Operations;

/// <summary>Whichever arguments of an operation want no gradient, the others get theirs, unchanged.</summary>
public sealed class FrozenArgumentTests
{
    public static TheoryData<int, string> Cases()
    {
        var cases = new TheoryData<int, string>();
        for (var i = 0; i < OperationCases.All.Count; i++)
            cases.Add(i, OperationCases.All[i].Operation);
        return cases;
    }

    [Fact]
    public void Cases_OfEveryOperation_AreThere()
    {
        var operations = typeof(Functional)
            .Assembly.GetExportedTypes()
            .Where(type => type.IsAbstract && type.IsSealed)
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(method => method.ReturnType == typeof(Tensor))
            .Select(NameOf)
            .Order(StringComparer.Ordinal);
        OperationCases.All.Select(item => item.Operation).Distinct().Order(StringComparer.Ordinal).ShouldBe(operations);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Gradients_NothingFrozen_AreNumeric(int number, string operation)
    {
        var item = OperationCases.All[number];
        item.Operation.ShouldBe(operation);
        GradientShouldBeNumeric(tape => item.Run(tape, item.Inputs), item.Tolerance, item.Inputs);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Gradients_AnySubsetFrozen_AreThoseWithNothingFrozen(int number, string operation)
    {
        var item = OperationCases.All[number];
        var all = 1 << item.Inputs.Length;
        var full = Gradients(item, frozen: 0);
        for (var frozen = 1; frozen < all; frozen++)
        {
            var gradients = Gradients(item, frozen);
            for (var i = 0; i < item.Inputs.Length; i++)
                gradients[i].ShouldBe((frozen >> i & 1) == 1 ? null : full[i], $"argument {i} of {operation}, frozen {frozen:b}");
        }
    }

    /// <summary>Class and method; overloads with a stride by themselves.</summary>
    private static string NameOf(MethodInfo method)
    {
        var name = $"{method.DeclaringType!.Name}.{method.Name}";
        var isOverload = method.DeclaringType.GetMethods().Count(other => other.Name == method.Name) > 1;
        return isOverload && method.GetParameters().Any(parameter => parameter.Name == "stride") ? $"{name} with stride" : name;
    }

    /// <summary>Gradients of a weighted sum of the result; null where there is none.</summary>
    private static float[]?[] Gradients(OperationCase item, int frozen)
    {
        using var backend = new CpuBackend(2);
        var tape = new Tape(backend);
        for (var i = 0; i < item.Inputs.Length; i++)
        {
            item.Inputs[i].ZeroGradient();
            item.Inputs[i].RequiresGradient = (frozen >> i & 1) == 0;
        }

        try
        {
            var y = item.Run(tape, item.Inputs);
            y.RequiresGradient.ShouldBe(item.Inputs.Any(input => input.RequiresGradient), item.Operation);
            var weights = Random(9, y.Length, 1);
            weights.RequiresGradient = false;
            tape.Backward(Functional.Reshape(Functional.Linear(tape, Functional.Reshape(y, 1, y.Length), weights, null)));
            return [.. item.Inputs.Select(input => input.HasGradient ? input.Gradient.ToArray() : null)];
        }
        finally
        {
            foreach (var input in item.Inputs)
                input.RequiresGradient = true;
        }
    }
}
